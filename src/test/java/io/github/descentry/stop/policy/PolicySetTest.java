package io.github.descentry.stop.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.stop.CannotWinConfig;
import io.github.descentry.stop.DivergedConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.text.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySetTest {

    @Test
    void aPresetOverTheRunsOfAGroupKnowsNoMetricButTheObjective() {
        Map<String, Object> line = new LinkedHashMap<>(Map.of("preset", "ray.asha"));
        Map<String, Object> tree =
                Map.of("policies", List.of(Map.of("name", "p", "rules", List.of(line))));
        assertEquals("ray.asha", PolicySet.of(tree).policies().get(0).rules().get(0).name());
        line.put("metric", "val_loss");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> PolicySet.of(tree));
        assertTrue(
                refusal.getMessage().startsWith("policies[0].rules[0].metric=val_loss cannot be"),
                refusal.getMessage());
    }

    @Test
    void withoutAFileAllRunsAreJudgedByOurRulesAndOnlyObserved() {
        Policy policy = PolicySet.DEFAULT.find(RunIdentity.of("anything")).orElseThrow();
        assertEquals("default", policy.name());
        assertEquals(StopConfig.DEFAULT, policy.stopConfig());
        assertEquals(new Budget(10, 0.5, 1), policy.budget());
    }

    @Test
    void theRulesOfAConfigurationAreThoseOfItsPolicy() {
        StopConfig config =
                StopConfig.DEFAULT
                        .with(new CannotWinConfig(0.01, 0.3, 3, 0.01, 0.1, 0.8, 7, 0.05))
                        .with(Mode.ADVISE);
        assertEquals(config, PolicySet.of(config).policies().get(0).stopConfig());
    }

    @Test
    void aPolicyThatSaysNothingJudgesAsWithoutAFile() {
        assertEquals(StopConfig.DEFAULT, policy(Map.of("name", "a")).stopConfig());
    }

    @Test
    void theFirstPolicyThatMatchesGoverns() {
        PolicySet policies =
                set(
                        Map.of("name", "first", "match", Map.of("run", "gpt2/*")),
                        Map.of("name", "second", "match", Map.of("group", "g?")));
        assertEquals(Optional.of("first"), name(policies, "gpt2/a", Optional.of("g1")));
        assertEquals(Optional.of("second"), name(policies, "bert/a", Optional.of("g1")));
        assertEquals(Optional.empty(), name(policies, "bert/a", Optional.of("g12")));
    }

    private static Optional<String> name(PolicySet policies, String run, Optional<String> group) {
        return policies.find(new RunIdentity(run, Optional.empty(), group, Map.of()))
                .map(Policy::name);
    }

    @Test
    void aPatternOnWhatTheRunDidNotSayNeverMatches() {
        Match any =
                new Match(Optional.empty(), Optional.of(new Glob("*")), Optional.empty(), Map.of());
        assertFalse(any.matches(RunIdentity.of("a")));
        Match team =
                new Match(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("team", new Glob("n*")));
        assertFalse(team.matches(RunIdentity.of("a")));
        assertTrue(
                team.matches(
                        new RunIdentity(
                                "a", Optional.empty(), Optional.empty(), Map.of("team", "nlp"))));
        assertTrue(Match.ALL.matches(RunIdentity.of("a")));
    }

    @Test
    void theVersionIsThatOfTheMeaning() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", "a");
        one.put("validity", "24h");
        one.put("rules", List.of("non_finite", Map.of("diverged", Map.of())));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put(
                "rules",
                List.of(
                        Map.of("non_finite", Map.of()),
                        Map.of(
                                "diverged",
                                Map.of("kept_share", 0.5, "patience_reports", 10.0),
                                "mode",
                                "observe")));
        other.put("minimum_progress", 0);
        other.put("validity", "1440m");
        other.put("name", "a");

        assertEquals(set(one).version(), set(other).version());
        assertEquals(set(one), set(other));
        assertTrue(set(one).version().matches("[0-9a-f]{12}"), set(one).version());
    }

    @Test
    void theVersionChangesWithAnythingThatIsMeant() {
        String version = set(Map.of("name", "a")).version();
        assertNotEquals(version, set(Map.of("name", "b")).version());
        assertNotEquals(version, set(Map.of("name", "a", "cool_down", "1s")).version());
        assertNotEquals(version, set(Map.of("name", "a", "protect", List.of("x"))).version());
        assertNotEquals(
                set(Map.of("name", "a"), Map.of("name", "b")).version(),
                set(Map.of("name", "b"), Map.of("name", "a")).version(),
                "the order decides who governs");
    }

    @Test
    void theVersionOfTheDefaultIsKnown() {
        // Changes whenever what holds without a file changes; then tell the users.
        assertEquals("d0736843feda", PolicySet.DEFAULT.version());
    }

    @Test
    void theKeyOfARuleIsThatOfItsDefinition() {
        RuleUse usual = policy(Map.of("name", "a")).rule("diverged").orElseThrow();
        assertEquals(usual.key(), diverged(Map.of("patience_reports", 10), "observe").key());
        assertEquals(usual.key(), diverged(Map.of(), "advise").key(), "a mode judges nothing");
        assertNotEquals(usual.key(), diverged(Map.of("patience_reports", 11), "observe").key());
        assertTrue(usual.key().startsWith("diverged@"), usual.key());
    }

    private static RuleUse diverged(Map<String, Object> parameters, String mode) {
        return policy(
                        Map.of(
                                "name", "a",
                                "mode", "advise",
                                "rules", List.of(Map.of("diverged", parameters, "mode", mode))))
                .rule("diverged")
                .orElseThrow();
    }

    @Test
    void whatTheParametersMakeIsFoundByItsType() {
        Policy policy =
                policy(
                        Map.of(
                                "name",
                                "a",
                                "rules",
                                List.of(Map.of("diverged", Map.of("kept_share", 0.7)))));
        Map<RuleUse, DivergedConfig> made = policy.made(DivergedConfig.class);
        assertEquals(0.7, made.values().iterator().next().keptShare());
        assertEquals(Map.of(), policy.made(CannotWinConfig.class));
        assertEquals(Set.of("diverged"), policy.stopConfig().rules());
    }

    private static PolicySet set(Map<?, ?>... policies) {
        return PolicySet.of(Map.of("policies", List.of(policies)));
    }

    private static Policy policy(Map<String, ?> policy) {
        return set(policy).policies().get(0);
    }

    @Test
    void moreRulesThanARunCanRememberAreRefused() {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            many.add(Map.of("preset", "keras.terminate_on_nan", "name", "nan" + i));
        }
        assertEquals(
                "policies[0].rules has 51 rules; at most 50 can be in one policy", refusal(many));
        assertEquals(
                "policies[0].rules has 17 presets; at most 16 can be in one policy",
                refusal(many.subList(0, 17)));
        assertEquals(16, policy(Map.of("name", "a", "rules", many.subList(0, 16))).rules().size());
    }

    @Test
    void windowsThatNoRunsRecordHoldsAreRefused() {
        Map<String, Object> rule = new LinkedHashMap<>();
        String why = "would keep 2000000000 values of each run, at most 5000 are kept";
        for (String preset : List.of("lightning.spike_detection", "olmo.stability")) {
            String window = preset.startsWith("olmo") ? "window_size" : "window";
            rule.put("preset", preset);
            rule.put("with", Map.of(window, 2_000_000_000));
            assertEquals(
                    "policies[0].rules[0].with.preset=" + preset + " " + why,
                    refusal(List.of(rule)));
        }
    }

    private static String refusal(List<?> rules) {
        Map<String, Object> tree = Map.of("policies", List.of(Map.of("name", "a", "rules", rules)));
        return assertThrows(IllegalArgumentException.class, () -> PolicySet.of(tree)).getMessage();
    }
}
