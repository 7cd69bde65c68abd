package io.github.descentry.stop.policy;

import io.github.descentry.stop.PercentileConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.text.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policies in force, in their order: the first that matches a run governs it; a run that none
 * matches is judged by no rule. Immutable.
 */
public final class PolicySet {

    /** One policy for all runs: our own rules as they are by default, only to be observed. */
    public static final PolicySet DEFAULT = of(StopConfig.DEFAULT);

    /** More rules than that in one policy are refused: a run remembers something for each. */
    public static final int MOST_RULES = 50;

    /** The same for presets: with 40 KB each a run's record stays below a megabyte. */
    static final int MOST_PRESETS = 16;

    private final List<Policy> policies;
    private final String version;

    private PolicySet(List<Policy> policies) {
        this.policies = List.copyOf(policies);
        this.version = Canonical.hash(tree());
    }

    /**
     * Reads policies from a tree, with the rules that this program knows.
     *
     * @throws IllegalArgumentException if they cannot be; the message begins with path and value,
     *     e.g. {@code policies[0].rules[2].cannot_win.chance=3.0 is not between 0.0 and 0.5}
     */
    public static PolicySet of(Map<String, ?> tree) {
        return of(tree, Catalogues.KNOWN);
    }

    /** The same, with other rules. */
    public static PolicySet of(Map<String, ?> tree, Catalogues catalogues) {
        Section section = Section.of("", tree).only("policies");
        if (!section.has("policies")) {
            throw new IllegalArgumentException(
                    "policies is missing: a list of policies, each with a name");
        }
        List<Object> lines = section.list("policies");
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "policies=[] is empty; to have no run judged, give one policy with rules: []");
        }
        List<Policy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String path = "policies[" + i + "]";
            Policy policy = Policy.of(path, lines.get(i), catalogues);
            if (!names.add(policy.name())) {
                throw new IllegalArgumentException(
                        path + ".name=" + policy.name() + " is there twice");
            }
            policies.add(policy);
        }
        return new PolicySet(policies);
    }

    /** One policy, named {@code default}, for all runs, with the rules of a configuration. */
    public static PolicySet of(StopConfig config) {
        List<Object> rules = new ArrayList<>();
        for (String rule : new TreeSet<>(config.rules())) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put(rule, parameters(rule, config));
            rules.add(line);
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("name", "default");
        policy.put("mode", Words.of(config.mode()));
        policy.put("rules", rules);
        policy.put("validity", Quantity.text(config.validity()));
        return of(Map.of("policies", List.of(policy)));
    }

    private static Map<String, Object> parameters(String rule, StopConfig config) {
        return switch (rule) {
            case "diverged" ->
                    Map.of(
                            "patience_share", config.diverged().patienceShare(),
                            "patience_reports", config.diverged().patienceReports(),
                            "kept_share", config.diverged().keptShare());
            case "cannot_win" ->
                    Map.of(
                            "chance", config.cannotWin().chance(),
                            "clear_chance", config.cannotWin().clearChance(),
                            "widening", config.cannotWin().widening(),
                            "margin_share", config.cannotWin().marginShare(),
                            "minimum_share", config.cannotWin().minimumShare(),
                            "maximum_share", config.cannotWin().maximumShare(),
                            "consecutive", config.cannotWin().consecutive(),
                            "sustained_share", config.cannotWin().sustainedShare());
            case "unpromising" ->
                    Map.of(
                            "tolerance", config.sweep().unpromising().tolerance(),
                            "indifference", config.sweep().unpromising().indifference(),
                            "prior_rate", config.sweep().unpromising().priorRate(),
                            "prior_siblings", config.sweep().unpromising().priorSiblings(),
                            "minimum_share", config.sweep().unpromising().minimumShare(),
                            "maximum_share", config.sweep().unpromising().maximumShare());
            case "median" -> parameters(config.sweep().median());
            case "percentile" -> parameters(config.sweep().percentile());
            case "halving" ->
                    Map.of(
                            "eta", config.sweep().halving().eta(),
                            "minimum_share", config.sweep().halving().minimumShare());
            default -> Map.of();
        };
    }

    private static Map<String, Object> parameters(PercentileConfig config) {
        return Map.of(
                "kept", config.kept(),
                "minimum_share", config.minimumShare(),
                "minimum_siblings", config.minimumSiblings());
    }

    /** In the order in which they are tried. */
    public List<Policy> policies() {
        return policies;
    }

    /**
     * Names the content: the same for files that differ in form, comments or the order of keys
     * only, or in whether they say a default.
     */
    public String version() {
        return version;
    }

    /** The policy that governs a run. */
    public Optional<Policy> find(RunIdentity identity) {
        return policies.stream().filter(policy -> policy.match().matches(identity)).findFirst();
    }

    /** The policy of that name. */
    public Optional<Policy> named(String name) {
        return policies.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** All that is in force, defaults included, in one form; {@link #of(Map)} reads it again. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("policies", policies.stream().map(Policy::tree).toList());
        return tree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicySet set && set.tree().equals(tree());
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }

    @Override
    public String toString() {
        return "policies " + version;
    }
}
