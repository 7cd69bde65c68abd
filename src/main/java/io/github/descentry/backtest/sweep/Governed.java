package io.github.descentry.backtest.sweep;

import io.github.descentry.stop.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many of the runs under study each policy of a file governs. A study of a policy that governs
 * none says nothing about it, whatever its figures are. Mutable, one writer.
 */
public final class Governed {

    private final StudiedPolicies policies;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int runs;

    public Governed(StudiedPolicies policies) {
        this.policies = policies;
        policies.all().forEach(policy -> counts.put(policy.name(), 0));
    }

    /**
     * Adds the runs of a group.
     *
     * @param by name of the policy of each; runs that none governs are not in it
     * @param all how many runs the group has
     */
    public void add(List<String> by, int all) {
        by.forEach(policy -> counts.merge(policy, 1, Integer::sum));
        runs += all;
    }

    /** Runs by name of the policy, in the order of the file. */
    public Map<String, Integer> counts() {
        return counts;
    }

    /** All of them. */
    public int runs() {
        return runs;
    }

    /** Those that no policy governs: no rule of the file judges them. */
    public int none() {
        return runs - counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** In a line: {@code 134 runs, by policy: sweeps 0, rest 134, none 0}. */
    public String summary() {
        StringBuilder text = new StringBuilder(runs + " runs, by policy: ");
        counts.forEach((policy, count) -> text.append(policy + " " + count + ", "));
        return text.append("none " + none()).toString();
    }

    /** What is likely not meant, a sentence each. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Policy policy : policies.all()) {
            if (counts.get(policy.name()) == 0) {
                warnings.add(
                        "policy="
                                + policy.name()
                                + " ("
                                + policy.match()
                                + ") governs none of the "
                                + runs
                                + " runs, so the figures say nothing of it.");
            }
        }
        if (!warnings.isEmpty()) {
            warnings.add(
                    "The group that a policy matches is the one that the job declared or, for"
                            + " recorded curves, the name of their file: not the folder in the name"
                            + " of a run. Policies further up in the file come first.");
        }
        if (none() > 0) {
            warnings.add(none() + " of the " + runs + " runs no policy governs: they go on.");
        }
        return warnings;
    }
}
