package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What every detector owes, of a curve or of a run, whatever its fault is. */
final class DetectorContract {

    private static final int SEEDS = 5;

    private DetectorContract() {}

    /** Each fault under each noise, with some seeds. */
    static Stream<Arguments> cases(Enum<?>[] faults) {
        List<Arguments> cases = new ArrayList<>();
        for (Enum<?> fault : faults) {
            for (Curves noise : Curves.values()) {
                for (long seed = 1; seed <= SEEDS; seed++) {
                    cases.add(Arguments.of(fault, noise, seed));
                }
            }
        }
        return cases.stream();
    }

    /** An anomaly of that kind has opened, once, and no other ever has. */
    static Turn onlyOpened(Kind kind, TurnLog log) {
        assertEquals(
                1,
                log.turns(kind).stream().filter(it -> it == Status.OPENED).count(),
                () -> "turns " + log.turns);
        assertTrue(
                log.turns.stream().allMatch(turn -> turn.kind() == kind),
                () -> "turns " + log.turns);
        Turn opened = log.turn(kind, Status.OPENED);
        assertFalse(opened.evidence().isEmpty());
        assertFalse(opened.sentence().isBlank());
        return opened;
    }

    static void resolvedInTheEnd(Kind kind, TurnLog log, List<Finding> left) {
        List<Status> turns = log.turns(kind);
        assertEquals(Status.RESOLVED, turns.get(turns.size() - 1));
        assertEquals(List.of(), left);
    }

    /** What is open is resolved at that step with the reason, and only once. */
    static void closes(Kind kind, TurnLog log, long step, Closer detectors) {
        detectors.close(step, "the run has ended", log.turns::add);
        Turn closed = log.turn(kind, Status.RESOLVED);
        assertEquals(step, closed.step());
        assertTrue(closed.sentence().endsWith("the run has ended"), closed.sentence());
        detectors.close(step, "the run has ended", turn -> fail("twice"));
    }

    /** Closes all that is open. */
    interface Closer {
        void close(long step, String reason, Consumer<Turn> turns);
    }
}
