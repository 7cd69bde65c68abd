package io.github.descentry.monitor;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.CannotWinRule;
import io.github.descentry.stop.DivergedConfig;
import io.github.descentry.stop.DivergedRule;
import io.github.descentry.stop.FindingRule;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.LastingRule;
import io.github.descentry.stop.NonFiniteRule;
import io.github.descentry.stop.RungRule;
import io.github.descentry.stop.StopRule;
import io.github.descentry.stop.Terms;
import io.github.descentry.stop.Used;
import io.github.descentry.stop.Verdict;
import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.RuleUse;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.StudyPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one policy judges its runs by.
 *
 * @param policy its name; absent: the run has none
 * @param minimumProgress share of the plan before which no rule but {@code non_finite} may stop
 * @param findings rules on open anomalies, in the policy's order
 * @param forecasts rules on forecasts
 * @param rungs rules on siblings at equal progress
 * @param presets rules of other tools on values of one run
 * @param studies rules of other tools on values of the runs of a group
 * @param terms what is withdrawn for a reason outside of the rules is published with
 */
record PolicyRules(
        Optional<String> policy,
        double minimumProgress,
        List<Used<FindingRule>> findings,
        List<Used<ForecastRule>> forecasts,
        List<Used<RungRule>> rungs,
        List<Used<PresetRule>> presets,
        List<Used<StudyRule>> studies,
        Terms terms,
        Map<String, Terms> byKey) {

    /** No rule at all. */
    static final PolicyRules NONE =
            new PolicyRules(
                    Optional.empty(),
                    0,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Terms(
                            Mode.OBSERVE, Duration.ofHours(24), Optional.empty(), Optional.empty()),
                    Map.of());

    /** The one rule that minimum progress does not hold off: there is nothing more to learn. */
    private static final Class<?> ALWAYS = NonFiniteRule.class;

    static PolicyRules of(Policy policy, String version) {
        List<Used<FindingRule>> findings = new ArrayList<>();
        List<Used<ForecastRule>> forecasts = new ArrayList<>();
        List<Used<RungRule>> rungs = new ArrayList<>();
        List<Used<PresetRule>> presets = new ArrayList<>();
        List<Used<StudyRule>> studies = new ArrayList<>();
        Map<String, Terms> byKey = new HashMap<>();
        for (RuleUse use : policy.rules()) {
            Terms terms = terms(policy, version, use.mode());
            String key = use.key();
            byKey.put(key, terms);
            use.made(NonFiniteRule.class)
                    .ifPresent(rule -> findings.add(new Used<>(key, rule, terms)));
            use.made(DivergedConfig.class)
                    .map(DivergedRule::new)
                    .ifPresent(rule -> findings.add(new Used<>(key, rule, terms)));
            use.made(LastingRule.class)
                    .ifPresent(rule -> findings.add(new Used<>(key, rule, terms)));
            use.made(CannotWinConfig.class)
                    .map(CannotWinRule::new)
                    .ifPresent(rule -> forecasts.add(new Used<>(key, rule, terms)));
            use.made(RungRule.class).ifPresent(rule -> rungs.add(new Used<>(key, rule, terms)));
            use.made(SeriesPreset.class)
                    .map(preset -> new PresetRule(use.name(), preset, use.metric()))
                    .ifPresent(rule -> presets.add(new Used<>(key, rule, terms)));
            use.made(StudyPreset.class)
                    .map(preset -> new StudyRule(use.name(), preset))
                    .ifPresent(rule -> studies.add(new Used<>(key, rule, terms)));
        }
        return new PolicyRules(
                Optional.of(policy.name()),
                policy.minimumProgress(),
                List.copyOf(findings),
                List.copyOf(forecasts),
                List.copyOf(rungs),
                List.copyOf(presets),
                List.copyOf(studies),
                terms(policy, version, policy.mode()),
                Map.copyOf(byKey));
    }

    private static Terms terms(Policy policy, String version, Mode mode) {
        return new Terms(mode, policy.validity(), Optional.of(policy.name()), Optional.of(version));
    }

    /** What advice under a key is published with. */
    Terms terms(String key) {
        return byKey.getOrDefault(key, terms);
    }

    /** Keys of all its rules. */
    Set<String> keys() {
        return byKey.keySet();
    }

    /** Keys of the rules on forecasts. */
    Set<String> forecastKeys() {
        Set<String> keys = new HashSet<>();
        forecasts.forEach(use -> keys.add(use.key()));
        return keys;
    }

    /**
     * A verdict as the policy lets it count.
     *
     * @param share of the planned steps done; NaN without a plan
     */
    Verdict inTime(StopRule rule, Verdict verdict, double share) {
        boolean early =
                verdict.call() == Verdict.Call.STOP
                        && minimumProgress > 0
                        && !(share >= minimumProgress)
                        && !ALWAYS.isInstance(rule);
        return early ? Verdict.unsure() : verdict;
    }
}
