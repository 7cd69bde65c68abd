package io.github.descentry.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"0s,0s", "0d,0s", "24h,1d", "90s,90s", "120m,2h", "1500ms,1500ms", "36h,36h"})
    void aDurationIsWrittenInItsLargestWholeUnit(String given, String written) {
        Duration duration = Quantity.duration(given);
        assertEquals(written, Quantity.text(duration));
        assertEquals(duration, Quantity.duration(written));
    }
}
