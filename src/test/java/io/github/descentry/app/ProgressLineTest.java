package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressLineTest {

    private static final ProgressLine HALF =
            new ProgressLine("replay", 0.505, 12_000, Duration.ofSeconds(61));

    @Test
    void allOfItWhereThereIsRoom() {
        assertEquals(
                "replay  50 % [####################....................]  12000 events  1:01, 0:59"
                        + " left",
                HALF.text(120));
    }

    @Test
    void theBarGoesFirstThenTheTimesAndTheCountStays() {
        assertEquals("replay  50 %  12000 events  1:01, 0:59 left", HALF.text(50));
        assertEquals("replay  50 %  12000 events  1:01", HALF.text(40));
        assertEquals("replay  50 %  12000 events", HALF.text(30));
        assertEquals("replay  50 %", HALF.text(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 13, 26, 27, 33, 60, 80, 200})
    void itNeverFillsTheLastColumn(int width) {
        assertTrue(HALF.text(width).length() < width);
    }

    @Test
    void afterSomeTimeTheTimeLeftIsToldHoweverLong() {
        assertEquals(
                "replay   0 %  40 events  0:20, 2:46:20 left",
                new ProgressLine("replay", 0.002, 40, Duration.ofSeconds(20)).text(50));
    }

    @Test
    void withoutAShareThereAreOnlyCountAndTime() {
        assertEquals(
                "replay  40 events  0:20",
                new ProgressLine("replay", Double.NaN, 40, Duration.ofSeconds(20)).text(120));
    }

    @Test
    void atTheStartNobodyGuessesTheTimeLeft() {
        assertEquals(
                "study   1 %  0:02",
                new ProgressLine("study", 0.01, -1, Duration.ofSeconds(2)).text(25));
    }
}
