package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Ending ending = new Ending();

    @Test
    void aMomentAfterAllIsSettled() {
        assertFalse(reached(60, false, false));
        assertFalse(reached(61, true, true));
        assertTrue(reached(62, true, true));
    }

    @Test
    void whatWasSettledOnceStaysSo() {
        assertFalse(reached(61, true, true));
        assertTrue(reached(62, false, true));
    }

    @Test
    void atTheDeadlineWhateverTheMonitorKnows() {
        assertFalse(reached(60, false, true));
        assertFalse(reached(104, false, true));
        assertTrue(reached(105, false, true));
    }

    @Test
    void neverWhileAJobIsStillAtWork() {
        assertFalse(reached(10_000, false, false));
    }

    private boolean reached(long second, boolean settled, boolean jobsDone) {
        return ending.reached(START.plusSeconds(second), settled, jobsDone);
    }
}
