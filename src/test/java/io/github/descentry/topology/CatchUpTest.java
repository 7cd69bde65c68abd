package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CatchUpTest {

    private final CatchUp catchUp = new CatchUp(5_000, 100_000);

    @Test
    void aStartReckonsWithABacklogForAWhile() {
        assertFalse(catchUp.done(104_000));
        assertTrue(catchUp.done(105_001));
    }

    @Test
    void oldRecordsMeanABacklogUntilNoMoreCome() {
        catchUp.read(20_000, 110_000);
        assertFalse(catchUp.done(111_000));
        catchUp.read(30_000, 114_000);
        assertFalse(catchUp.done(118_000));
        assertTrue(catchUp.done(119_001));
    }

    @Test
    void freshRecordsMeanNone() {
        catchUp.read(109_000, 110_000);
        assertTrue(catchUp.done(110_000));
    }
}
