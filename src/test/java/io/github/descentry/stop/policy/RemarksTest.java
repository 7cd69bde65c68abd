package io.github.descentry.stop.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemarksTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void aSilenceIsOverFromItsEndOn() {
        assertEquals(
                List.of("policy a: silences[0] is over since 2026-11-23T00:00:00Z"),
                remarks(silenced("*", NOW)));
        assertEquals(List.of(), remarks(silenced("*", NOW.plusSeconds(1))));
    }

    @Test
    void aSilenceOfNoRuleIsToldWithTheNearest() {
        Instant later = NOW.plusSeconds(1);
        assertEquals(
                List.of(
                        "policy a: silences[0].rule=diverge is no rule of the policy; the nearest"
                                + " is diverged"),
                remarks(silenced("diverge", later)));
        assertEquals(
                List.of(
                        "policy a: silences[0].rule=keras.* is no rule of the policy; it has"
                                + " diverged, non_finite"),
                remarks(silenced("keras.*", later)));
        assertEquals(List.of(), remarks(silenced("non_*", later)));
    }

    @Test
    void aPolicyBelowOneForAllItsRunsIsNeverReached() {
        assertEquals(
                List.of("policy b: it governs no run, as policy a above it takes them all"),
                remarks(named("a", Map.of()), named("b", Map.of("group", "x"))));
        assertEquals(
                List.of("policy b: it governs no run, as policy a above it takes them all"),
                remarks(
                        named("a", Map.of("group", "gpt*")),
                        named("b", Map.of("group", "gpt2-*", "tags", Map.of("t", "n")))));
    }

    /** Runs without a group, runs with other letters, runs without the tag are left to it. */
    @Test
    void aPolicyThatIsLeftSomeRunsIsReached() {
        assertEquals(List.of(), remarks(named("a", Map.of("group", "*")), named("b", Map.of())));
        assertEquals(
                List.of(),
                remarks(named("a", Map.of("run", "gpt?")), named("b", Map.of("run", "gpt*"))));
        assertEquals(
                List.of(),
                remarks(
                        named("a", Map.of("tags", Map.of("t", "*"))),
                        named("b", Map.of("tags", Map.of("u", "x")))));
    }

    private static Map<String, Object> silenced(String rule, Instant until) {
        return Map.of(
                "name",
                "a",
                "rules",
                List.of("diverged", "non_finite"),
                "silences",
                List.of(Map.of("rule", rule, "until", until.toString(), "why", "w")));
    }

    private static Map<String, Object> named(String name, Map<String, Object> match) {
        return Map.of("name", name, "match", match);
    }

    private static List<String> remarks(Map<String, Object> policy) {
        return remarks(List.of(policy));
    }

    private static List<String> remarks(Map<String, Object> first, Map<String, Object> second) {
        return remarks(List.of(first, second));
    }

    private static List<String> remarks(List<Map<String, Object>> policies) {
        return Remarks.of(PolicySet.of(Map.of("policies", policies)), NOW);
    }
}
