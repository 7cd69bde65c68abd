package io.github.descentry.stop.policy;

import static io.github.descentry.stop.policy.Proposals.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Whatever a governor says that holds a stop back is of the class that it should be. */
class HeldForTest {

    private static final Optional<String> GROUP = Optional.of("sweep");

    private static HeldFor held(Map<String, Object> settings, RunStanding standing) {
        Map<String, Object> policy = new HashMap<>(settings);
        policy.put("name", "p");
        policy.put("mode", "enforce");
        PolicySet set = PolicySet.of(Map.of("policies", List.of(policy)));
        Governor governor = new Governor(set.policies().get(0), set.version());
        GovernorMemory memory = new GovernorMemory();
        // The first one passes where only a budget is short.
        governor.take(
                memory,
                Proposals.advised("first", GROUP, "cannot_win", START),
                Proposals.standing(4, 3),
                START);
        return governor
                .take(memory, Proposals.advised("a", GROUP, "cannot_win", START), standing, START)
                .stream()
                .flatMap(signal -> signal.held().stream())
                .map(HeldFor::of)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyReasonHasItsClass() {
        RunStanding fourth = Proposals.standing(4, 4);
        assertEquals(HeldFor.PROTECT, held(Map.of("protect", List.of("a")), fourth));
        assertEquals(
                HeldFor.SILENCES,
                held(
                        Map.of(
                                "silences",
                                List.of(
                                        Map.of(
                                                "run", "*",
                                                "rule", "*",
                                                "until", "2030-01-01T00:00:00Z",
                                                "why", "is the best of its group"))),
                        fourth));
        assertEquals(HeldFor.MINIMUM_PROGRESS, held(Map.of("minimum_progress", 0.9), fourth));
        assertEquals(
                HeldFor.MINIMUM_PROGRESS,
                held(
                        Map.of("minimum_progress", 0.1),
                        new RunStanding(OptionalDouble.empty(), 4, 0, OptionalInt.of(4))));
        assertEquals(HeldFor.KEEP_BEST, held(Map.of(), Proposals.standing(4, 1)));
        assertEquals(
                HeldFor.KEEP_BEST,
                held(Map.of("budget", Map.of("keep_best", 3)), Proposals.standing(4, 2)));
        assertEquals(
                HeldFor.KEEP_BEST,
                held(Map.of(), new RunStanding(OptionalDouble.of(0.5), 4, 0, OptionalInt.empty())));
        assertEquals(
                HeldFor.GROUP_SHARE, held(Map.of("budget", Map.of("group_share", 0.25)), fourth));
        assertEquals(
                HeldFor.STOPS_PER_HOUR,
                held(Map.of("budget", Map.of("stops_per_hour", 1)), fourth));
        assertEquals(HeldFor.COOL_DOWN, held(Map.of("cool_down", "10m"), fourth));
    }

    @Test
    void moreThanIsRememberedHasAClassAndWhatNobodySaysHasNone() {
        assertEquals(
                HeldFor.MEMORY, HeldFor.of("500 signals are held back, more are not remembered"));
        assertThrows(IllegalArgumentException.class, () -> HeldFor.of("a whim"));
    }
}
