package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.41234, 0.4123",
        "3.14159, 3.142",
        "11.616, 11.62",
        "4321.4, 4321",
        "0.00031, 3.1e-4",
        "-2.5, -2.500",
        "123456, 1.2e5",
        "1e-12, 1.0e-12",
        "0, 0",
        "NaN, NaN",
        "Infinity, Inf",
        "-Infinity, -Inf"
    })
    void valuesHaveFourDigitsThatCount(double value, String text) {
        assertEquals(text, Figures.value(value));
    }

    @ParameterizedTest
    @CsvSource({"0, <1%", "0.004, <1%", "0.314, 31%", "0.999, >99%", "NaN, -", "1.2, -"})
    void chancesNeverClaimToBeCertain(double probability, String text) {
        assertEquals(text, Figures.chance(probability));
    }

    @ParameterizedTest
    @CsvSource({"3e-4, 3.0e-4", "0.1, 1.0e-1", "1, 1.0e0", "0, 0"})
    void ratesAreScientific(double rate, String text) {
        assertEquals(text, Figures.rate(rate));
    }
}
