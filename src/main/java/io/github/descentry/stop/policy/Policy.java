package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.DivergedConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.text.Glob;
import io.github.descentry.text.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The rules for some runs, and what may follow from them. Immutable.
 *
 * @param name unique among the policies, e.g. {@code sweeps}; it stands in signals
 * @param match which runs it is for
 * @param mode what may follow at most
 * @param minimumProgress share of the planned steps before which no rule but {@code non_finite} may
 *     stop a run; above 0 a run without a plan is stopped by that rule alone
 * @param rules what the runs are judged by
 * @param validity how long a signal is valid; while its rule holds it is renewed
 * @param coolDown how long after a stop the next one has to wait
 * @param budget how much it may stop
 * @param protect runs that are never stopped
 * @param silences rules that may stop nothing for some time
 */
public record Policy(
        String name,
        Match match,
        Mode mode,
        double minimumProgress,
        List<RuleUse> rules,
        Duration validity,
        Duration coolDown,
        Budget budget,
        List<Glob> protect,
        List<Silence> silences) {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");
    static final String NO_NAME =
            "is not of at most 100 letters, digits, '.', '_', '/' and '-', the first a letter or"
                    + " digit";
    private static final String[] KEYS = {
        "name",
        "match",
        "mode",
        "minimum_progress",
        "rules",
        "validity",
        "cool_down",
        "budget",
        "protect",
        "silences"
    };
    private static final Duration VALIDITY = Duration.ofHours(24);

    public Policy {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(budget, "budget");
        rules = List.copyOf(rules);
        protect = List.copyOf(protect);
        silences = List.copyOf(silences);
    }

    static Policy of(String path, Object value, Catalogues catalogues) {
        Section section = Section.of(path, value).only(KEYS);
        String name = section.text("name");
        if (!NAME.matcher(name).matches()) {
            throw Section.refuse(section.path("name"), name, NO_NAME);
        }
        Match match = Match.of(section.section("match"));
        Mode mode = section.word("mode", Mode.OBSERVE, Mode.class);
        double minimumProgress = section.share("minimum_progress", 0);
        List<RuleUse> rules = rules(section, mode, catalogues);
        Duration validity = section.positiveDuration("validity", VALIDITY);
        Duration coolDown = section.duration("cool_down", Duration.ZERO);
        Budget budget = Budget.of(section.section("budget"));
        List<Glob> protect = protect(section);
        List<Silence> silences = silences(section);
        return new Policy(
                name,
                match,
                mode,
                minimumProgress,
                rules,
                validity,
                coolDown,
                budget,
                protect,
                silences);
    }

    private static List<RuleUse> rules(Section section, Mode mode, Catalogues catalogues) {
        List<?> lines =
                section.has("rules")
                        ? section.list("rules")
                        : new ArrayList<>(new TreeSet<>(StopConfig.USUAL));
        if (lines.size() > PolicySet.MOST_RULES) {
            throw new IllegalArgumentException(
                    section.path("rules")
                            + " has "
                            + lines.size()
                            + " rules; at most "
                            + PolicySet.MOST_RULES
                            + " can be in one policy");
        }
        List<RuleUse> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String path = section.path("rules") + "[" + i + "]";
            RuleUse use = RuleUse.of(path, lines.get(i), mode, catalogues);
            if (!names.add(use.name())) {
                throw new IllegalArgumentException(
                        path
                                + "="
                                + use.name()
                                + " is there twice"
                                + (use.preset() ? "; give one of the two another name" : ""));
            }
            rules.add(use);
        }
        long presets = rules.stream().filter(RuleUse::preset).count();
        if (presets > PolicySet.MOST_PRESETS) {
            throw new IllegalArgumentException(
                    section.path("rules")
                            + " has "
                            + presets
                            + " presets; at most "
                            + PolicySet.MOST_PRESETS
                            + " can be in one policy");
        }
        return rules;
    }

    private static List<Glob> protect(Section section) {
        List<Glob> protect = new ArrayList<>();
        if (section.has("protect")) {
            for (Object each : section.list("protect")) {
                String path = section.path("protect") + "[" + protect.size() + "]";
                protect.add(new Glob(Section.text(path, each)));
            }
        }
        return protect;
    }

    private static List<Silence> silences(Section section) {
        List<Silence> silences = new ArrayList<>();
        if (section.has("silences")) {
            for (Object each : section.list("silences")) {
                String path = section.path("silences") + "[" + silences.size() + "]";
                silences.add(Silence.of(Section.of(path, each)));
            }
        }
        return silences;
    }

    /** The rule that says so in its signals. */
    public Optional<RuleUse> rule(String ruleName) {
        return rules.stream().filter(use -> use.name().equals(ruleName)).findFirst();
    }

    /** What may follow at most from what a rule says; of a rule it does not use, nothing. */
    public Mode mode(String ruleName) {
        return rule(ruleName).map(RuleUse::mode).orElse(Mode.OBSERVE);
    }

    /** The pattern that keeps a run from ever being stopped, if there is one. */
    public Optional<Glob> protector(String run) {
        return protect.stream().filter(pattern -> pattern.matches(run)).findFirst();
    }

    /** The silence that ends last, of those that hold for a rule and a run. */
    public Optional<Silence> silence(String run, String ruleName, Instant now) {
        return silences.stream()
                .filter(silence -> silence.covers(run, ruleName, now))
                .reduce((a, b) -> b.until().isAfter(a.until()) ? b : a);
    }

    /** The rules of a kind with what their parameters made, see {@link RuleUse#made}. */
    public <T> Map<RuleUse, T> made(Class<T> type) {
        Map<RuleUse, T> made = new LinkedHashMap<>();
        rules.forEach(use -> use.made(type).ifPresent(it -> made.put(use, it)));
        return made;
    }

    /** Settings of those rules that {@link StopConfig} knows. */
    public StopConfig stopConfig() {
        Set<String> on = new HashSet<>();
        DivergedConfig diverged = DivergedConfig.DEFAULT;
        CannotWinConfig cannotWin = CannotWinConfig.DEFAULT;
        for (RuleUse use : rules) {
            if (!use.preset() && StopConfig.ALL.contains(use.rule())) {
                on.add(use.rule());
                diverged = use.made(DivergedConfig.class).orElse(diverged);
                cannotWin = use.made(CannotWinConfig.class).orElse(cannotWin);
            }
        }
        return new StopConfig(mode, validity, on, diverged, cannotWin);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", name);
        tree.put("match", match.tree());
        tree.put("mode", Words.of(mode));
        tree.put("minimum_progress", minimumProgress);
        tree.put("rules", rules.stream().map(RuleUse::tree).toList());
        tree.put("validity", Quantity.text(validity));
        tree.put("cool_down", Quantity.text(coolDown));
        tree.put("budget", budget.tree());
        tree.put("protect", protect.stream().map(Glob::toString).toList());
        tree.put("silences", silences.stream().map(Silence::tree).toList());
        return tree;
    }
}
