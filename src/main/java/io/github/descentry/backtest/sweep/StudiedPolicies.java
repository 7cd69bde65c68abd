package io.github.descentry.backtest.sweep;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.Governor;
import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The policies of a file as a study judges recorded runs by them: as they are, but for what makes
 * no sense there.
 *
 * <ul>
 *   <li>A policy in mode observe is judged as if it were in mode advise: what it would do is what
 *       people want to see before they switch it on. A rule that is only to be observed in a bolder
 *       policy stays so.
 *   <li>Silences are left aside, as they end at a date, which a replay has not.
 *   <li>Signals are valid as long as their rules hold: live they are renewed until then.
 *   <li>If asked for, there are no budgets and no cool-down.
 * </ul>
 *
 * <p>Immutable.
 */
public final class StudiedPolicies {

    private static final String LONG = "3650d";

    private final PolicySet file;
    private final boolean budgets;
    private final Map<String, Studied> byName = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param name its name
     * @param rules its rules, for every run
     * @param governor keeps its budgets
     */
    record Studied(String name, Rules rules, Governor governor) {}

    /**
     * @param file the policies as they are
     * @param budgets whether they hold anything back
     */
    public StudiedPolicies(PolicySet file, boolean budgets) {
        this.file = file;
        this.budgets = budgets;
        for (Policy policy : file.policies()) {
            byName.put(policy.name(), studied(policy));
        }
    }

    private Studied studied(Policy policy) {
        Map<String, Object> tree = tree(policy);
        tree.remove("match");
        tree.put("validity", LONG);
        tree.put("silences", List.of());
        if (!budgets) {
            tree.put("cool_down", "0s");
            tree.put("budget", Map.of("stops_per_hour", 1_000, "group_share", 1, "keep_best", 0));
        }
        if (observes(policy)) {
            tree.put("mode", "advise");
            List<Object> rules = new ArrayList<>();
            for (Object rule : (List<?>) tree.get("rules")) {
                Map<Object, Object> line = new LinkedHashMap<>((Map<?, ?>) rule);
                line.put("mode", "advise");
                rules.add(line);
            }
            tree.put("rules", rules);
        }
        PolicySet alone = PolicySet.of(Map.of("policies", List.of(tree)));
        return new Studied(
                policy.name(),
                Rules.of(alone),
                new Governor(alone.policies().get(0), alone.version()));
    }

    private Map<String, Object> tree(Policy policy) {
        int place = file.policies().indexOf(policy);
        Map<String, Object> tree = new LinkedHashMap<>();
        ((Map<?, ?>) ((List<?>) file.tree().get("policies")).get(place))
                .forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree;
    }

    private static boolean observes(Policy policy) {
        return policy.mode() == Mode.OBSERVE;
    }

    /** The one that governs a run; by what the run said of itself. */
    Optional<Studied> find(RunIdentity run) {
        return file.find(run).map(policy -> byName.get(policy.name()));
    }

    Studied named(String name) {
        return byName.get(name);
    }

    /** The policies as they are, in the order of the file. */
    public List<Policy> all() {
        return file.policies();
    }

    /** Names and version, e.g. {@code sweeps, rest (4f2a90c1d3b7)}. */
    public String title() {
        return file.policies().stream().map(Policy::name).collect(Collectors.joining(", "))
                + " ("
                + file.version()
                + (budgets ? ")" : ", no budgets)");
    }

    /** Names of those that are judged as if they were in mode advise. */
    public List<String> supposed() {
        return file.policies().stream()
                .filter(StudiedPolicies::observes)
                .map(Policy::name)
                .toList();
    }
}
