package io.github.descentry.stop.policy;

import static io.github.descentry.stop.policy.Proposals.START;
import static io.github.descentry.stop.policy.Proposals.alone;
import static io.github.descentry.stop.policy.Proposals.signal;
import static io.github.descentry.stop.policy.Proposals.standing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a governor remembers is bounded, in bytes too, and what is beyond stops nobody. */
class GovernorMemoryTest {

    /** As long as names may be, of letters that take three bytes each. */
    private static final String LONG = "損".repeat(990);

    private final GovernorMemory memory = new GovernorMemory();

    private static Governor governor(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("name", "p");
        settings.put("mode", "enforce");
        settings.putIfAbsent("budget", Map.of("stops_per_hour", 1000, "group_share", 1));
        PolicySet policies = PolicySet.of(Map.of("policies", List.of(settings)));
        return new Governor(policies.policies().get(0), "v1");
    }

    private StopSignal propose(Governor governor, String run, Optional<String> group, Instant now) {
        StopSignal signal = signal(run, group, "diverged", 100, Status.ADVISED, now);
        RunStanding where = group.isPresent() ? standing(10_000, 9_000) : alone();
        return governor.take(memory, signal, where, now).get(0);
    }

    @Test
    void howeverLongNamesAreItFitsIntoARecord() {
        Governor holds = governor(Map.of("protect", List.of("*")));
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            String held =
                    propose(holds, LONG + i, Optional.of(LONG + i), START).held().orElseThrow();
            refused += HeldFor.of(held) == HeldFor.MEMORY ? 1 : 0;
        }
        assertTrue(memory.held() > 30 && refused == 400 - memory.held(), "held=" + memory.held());

        Governor passes = governor(Map.of());
        Instant now = START;
        for (int i = 0; i < 4_200; i++) {
            now = now.plus(Duration.ofSeconds(4));
            String run = LONG + "p" + i;
            propose(passes, run, Optional.of(LONG + i), now);
            memory.confirm(memory.unconfirmedIds());
            if (memory.passed() > 900) {
                passes.ended(memory, run);
            }
        }
        assertTrue(memory.encode().length < GovernorMemory.MOST_BYTES);
        assertEquals(Told.MOST_GROUPS, told(memory));
    }

    /** Groups of which it is remembered that runs were told. */
    private int told(GovernorMemory memory) {
        int told = 0;
        for (int i = 0; i < 4_200; i++) {
            told += memory.toldOf(LONG + i) > 0 ? 1 : 0;
        }
        return told;
    }

    @Test
    void whatDoesNotFitIsOnlyObservedAndFitsAgainWhenThereIsRoom() {
        Governor holds = governor(Map.of("protect", List.of("*")));
        for (int i = 0; memory.held() == i; i++) {
            propose(holds, LONG + i, Optional.of(LONG), START);
        }
        int most = memory.held();
        StopSignal beyond = propose(holds, LONG + "x", Optional.of(LONG), START);
        assertEquals(Mode.OBSERVE, beyond.mode());
        assertTrue(beyond.held().orElseThrow().contains(" KiB are held back, more are not"));
        governor(Map.of()).tick(memory, START);
        holds.ended(memory, LONG + "0");
        memory.confirm(memory.unconfirmedIds());
        propose(holds, LONG + "x", Optional.of(LONG), START);
        assertTrue(memory.held() > 0 && memory.held() <= most);
    }

    /** It says that it is not remembered, so it must not be let go later. */
    @Test
    void whatDoesNotFitAnyMoreWhenItIsRenewedIsNoLongerHeld() {
        Governor holds = governor(Map.of("protect", List.of("*")));
        fillAround("x", holds);
        StopSignal renewed = propose(holds, "x", Optional.of(LONG), START);
        assertEquals(HeldFor.MEMORY, HeldFor.of(renewed.held().orElseThrow()));
        assertFalse(memory.heldRuns().contains("x"));
    }

    /** Holds a small proposal of a run, and as many bytes more as there is room for. */
    private void fillAround(String run, Governor holds) {
        propose(holds, run, Optional.empty(), START);
        for (String name : List.of(LONG, "short")) {
            int before = 0;
            for (int i = 0; memory.held() > before; i++) {
                before = memory.held();
                propose(holds, name + i, Optional.of(name), START);
            }
        }
        assertTrue(memory.heldRuns().contains(run) && memory.held() < GovernorMemory.MOST_HELD);
    }

    @Test
    void norIsItUnderAPolicyThatIsNotInForce() {
        fillAround("x", governor(Map.of("protect", List.of("*"))));
        StopSignal larger = signal("x", Optional.of(LONG), "diverged", 100, Status.ADVISED, START);
        StopSignal renewed =
                Governor.takeWithoutPolicy(memory, larger, standing(10_000, 9_000), "p", "v2");
        assertEquals(HeldFor.MEMORY, HeldFor.of(renewed.held().orElseThrow()));
        assertFalse(memory.heldRuns().contains("x"));
        List<StopSignal> released = governor(Map.of()).tick(memory, START);
        assertFalse(released.stream().anyMatch(signal -> signal.run().equals("x")));
    }

    @Test
    void bytesAreCountedAsTheyAreStored() {
        Governor holds = governor(Map.of("protect", List.of("*")));
        Governor passes = governor(Map.of("cool_down", "1m"));
        Random random = new Random(3);
        Instant now = START;
        for (int i = 0; i < 400; i++) {
            now = now.plusSeconds(random.nextInt(30));
            String run = LONG.substring(random.nextInt(LONG.length())) + random.nextInt(60);
            int what = random.nextInt(6);
            if (what < 3) {
                propose(what == 0 ? passes : holds, run, Optional.of("g"), now);
            } else if (what == 3) {
                holds.ended(memory, run);
            } else if (what == 4) {
                passes.tick(memory, now);
            } else if (random.nextInt(10) == 0) {
                memory.confirm(memory.unconfirmedIds());
            }
            assertEquals(GovernorMemory.decode(memory.encode()).heldBytes(), memory.heldBytes());
            assertTrue(memory.heldBytes() <= GovernorMemory.MOST_HELD_BYTES);
        }
    }

    @Test
    void noMoreRunsOfAGroupAreForgottenThanCountTwice() {
        Told told = new Told();
        Random random = new Random(5);
        Map<String, Set<String>> truth = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String group = "g" + random.nextInt(50);
            String run = "r" + random.nextInt(400);
            told.add(group, run, i);
            truth.computeIfAbsent(group, key -> new HashSet<>()).add(run);
            assertTrue(told.count(group) >= truth.get(group).size());
        }
        int runs = truth.values().stream().mapToInt(Set::size).sum();
        assertTrue(runs > Told.MOST_RUNS, "runs=" + runs);
    }

    @Test
    void anotherGroupFindsRoomOnlyWhenOneWasToldLongAgo() {
        Told told = new Told();
        for (int i = 0; i < Told.MOST_GROUPS; i++) {
            assertTrue(told.room("g" + i, i));
            told.add("g" + i, "a", i);
        }
        long month = Duration.ofDays(30).toMillis();
        assertTrue(told.room("g5", 5_000));
        assertFalse(told.room("another", month - 1));
        assertTrue(told.room("another", month));
        told.add("another", "a", month);
        assertEquals(0, told.count("g0"));
        assertEquals(1, told.count("g1"));
        assertTrue(told.knows("g1", "a"), "the runs of a group that is forgotten leave their room");
    }

    @Test
    void aGroupThatWasToldAgainIsNotTheOneToForget() {
        Told told = new Told();
        for (int i = 0; i < Told.MOST_GROUPS; i++) {
            told.add("g" + i, "a", i);
        }
        told.add("g0", "b", Told.MOST_GROUPS);
        long month = Duration.ofDays(30).toMillis();
        assertFalse(told.room("another", month), "g1 was told less than a month ago");
        assertTrue(told.room("another", month + 1));
        told.add("another", "a", month + 1);
        assertEquals(2, told.count("g0"));
        assertEquals(0, told.count("g1"));
    }

    @Test
    void noMoreRunsAreKnownOneByOneAfterBeingStoredThanBefore() {
        Told told = new Told();
        for (int i = 0; i < Told.MOST_RUNS; i++) {
            told.add("g", "r" + i, i);
        }
        int full = bytes(told).length;
        Told again = new Told();
        again.read(new StateReader(bytes(told)));
        again.add("g", "another", Told.MOST_RUNS);
        assertEquals(full, bytes(again).length);
        assertEquals(Told.MOST_RUNS + 1, again.count("g"));
        assertFalse(again.knows("g", "r0"));
        assertTrue(again.knows("g", "another"));
    }

    private static byte[] bytes(Told told) {
        StateWriter out = new StateWriter();
        told.write(out);
        return out.toByteArray();
    }

    @Test
    void theClockGoesOnFromTheTimeOfTheLatestEvent() {
        Governor one = governor(Map.of());
        Instant wall = START.plus(Duration.ofDays(300));
        assertEquals(wall, memory.at(wall), "nobody has told another time");
        assertEquals(START, memory.arrive(Optional.of(START), wall));
        one.tick(memory, START);
        GovernorMemory stored = GovernorMemory.decode(memory.encode());
        for (GovernorMemory each : List.of(memory, stored)) {
            Instant later = wall.plusSeconds(5);
            assertEquals(START.plusSeconds(5), each.at(later));
            assertEquals(later, each.wall(START.plusSeconds(5)));
            assertEquals(START.plusSeconds(5), each.arrive(Optional.empty(), later));
            Optional<Instant> before = Optional.of(START.minusSeconds(60));
            assertEquals(START.plusSeconds(5), each.arrive(before, later));
            assertEquals(START.plusSeconds(5), each.at(later));
            assertEquals(START, each.at(wall.minusSeconds(5)), "it never runs back");
            assertEquals(
                    START.plusSeconds(2), each.arrive(Optional.of(START.plusSeconds(2)), later));
            assertEquals(START.plusSeconds(3), each.at(later.plusSeconds(1)));
        }
    }

    @Test
    void whatWasLetGoIsSaidAgainAsItWasUntilItIsConfirmed() {
        Governor one = governor(Map.of("budget", Map.of("stops_per_hour", 1)));
        propose(one, "a", Optional.empty(), START);
        assertTrue(propose(one, "b", Optional.empty(), START).held().isPresent());
        assertEquals(List.of(), one.repeat(memory), "the first answered its proposal");
        List<StopSignal> released = one.tick(memory, START.plus(Duration.ofHours(1)));
        assertEquals(List.of("b"), released.stream().map(StopSignal::run).toList());
        assertEquals(released, one.repeat(GovernorMemory.decode(memory.encode())));
        assertEquals(List.of(), one.tick(memory, START.plus(Duration.ofHours(3))));

        Governor protects = governor(Map.of("protect", List.of("b")));
        assertEquals(List.of(), protects.repeat(memory), "it may no longer be stopped");
        memory.confirm(memory.unconfirmedIds());
        assertEquals(List.of(), one.repeat(memory));
    }

    @Test
    void whatHasExpiredIsNotSaidAgain() {
        Governor one = governor(Map.of("budget", Map.of("stops_per_hour", 1)));
        propose(one, "a", Optional.empty(), START);
        propose(one, "b", Optional.empty(), START);
        one.tick(memory, START.plus(Duration.ofHours(1)));
        Instant end = START.plus(Proposals.VALIDITY);
        one.tick(memory, end.minusMillis(1));
        assertEquals(1, one.repeat(memory).size());
        one.tick(memory, end);
        assertEquals(List.of(), one.repeat(memory));
    }

    @Test
    void whatIsWithdrawnOrOverIsNotSaidAgain() {
        Governor one = governor(Map.of("budget", Map.of("stops_per_hour", 1)));
        propose(one, "a", Optional.empty(), START);
        propose(one, "b", Optional.empty(), START);
        Instant later = START.plus(Duration.ofHours(1));
        one.tick(memory, later);
        GovernorMemory ended = GovernorMemory.decode(memory.encode());
        one.ended(ended, "b");
        assertEquals(List.of(), one.repeat(ended));
        StopSignal back = signal("b", Optional.empty(), "diverged", 100, Status.WITHDRAWN, later);
        one.take(memory, back, alone(), later);
        assertEquals(List.of(), one.repeat(memory));
    }
}
