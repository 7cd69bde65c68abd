package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What groups are told of a run that goes from one to another. */
class MovesTest {

    private Moves moves = new Moves();

    private void join(String group, String before, long arrival) {
        moves.join(group, Optional.ofNullable(before), arrival);
        StateWriter out = new StateWriter();
        moves.write(out);
        moves = new Moves();
        moves.read(new StateReader(out.toByteArray()));
    }

    private Membership in(String group) {
        return moves.membership(
                new Subject("a", Optional.empty(), Optional.of(group), 1, 10, Instant.EPOCH));
    }

    private static List<String> left(Membership membership) {
        return membership.departures().stream()
                .map(departure -> departure.subject().group().orElseThrow())
                .toList();
    }

    @Test
    void eachTimeTheNumberIsLargerWhateverTheClockSays() {
        join("one", null, 1_000);
        assertEquals(1_000, in("one").since());
        join("two", "one", 900);
        assertEquals(1_001, in("two").since());
        join("three", "two", 5_000);
        assertEquals(5_000, in("three").since());
    }

    @Test
    void aGroupThatItComesBackToIsNotOneItHasLeft() {
        join("one", null, 1);
        join("two", "one", 2);
        join("one", "two", 3);
        Membership back = in("one");
        assertEquals(List.of("two"), left(back));
        assertEquals("one", back.departures().get(0).to());
        assertEquals(3, back.departures().get(0).since());
    }

    @Test
    void ofManyGroupsTheLatestAreKnown() {
        join("g0", null, 0);
        for (int i = 1; i <= 10; i++) {
            join("g" + i, "g" + (i - 1), i);
        }
        assertEquals(List.of("g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9"), left(in("g10")));
    }

    @Test
    void itIsFreshInItsGroupUntilItReportsThere() {
        join("one", null, 1);
        assertTrue(in("one").fresh());
        assertTrue(moves.told().fresh());
        moves.reported();
        assertFalse(in("one").fresh());
        join("two", "one", 2);
        assertTrue(in("two").fresh());
    }

    @Test
    void aRunThatHasNeverMovedTellsNothing() {
        assertEquals(Membership.STEADY, in("one"));
    }
}
