package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers as people write them, without digits that say nothing. */
class WordingTest {

    @Test
    void aPercentageHasThreeDigitsAtMost() {
        assertEquals("5.8 %", Wording.percent(0.058));
        assertEquals("21.7 %", Wording.percent(0.21663));
        assertEquals("20 %", Wording.percent(0.2));
        assertEquals("300 %", Wording.percent(3));
        assertEquals("0 %", Wording.percent(0));
        assertEquals("Infinity %", Wording.percent(Double.POSITIVE_INFINITY));
    }

    @Test
    void aFactorHasThreeDigitsAtMost() {
        assertEquals("10 times", Wording.times(10 + 1e-9));
        assertEquals("0.5 times", Wording.times(0.5));
        assertEquals("1.33 times", Wording.times(4 / 3.0));
    }

    @Test
    void rateAndPlanAreWrittenInOneNotation() {
        assertEquals("3e-4", Wording.rate(3e-4));
        assertEquals("1.717e-3", Wording.rate(0.0017169380688));
        assertEquals("1e-1", Wording.rate(0.1));
        assertEquals("2.5e1", Wording.rate(25));
        assertEquals("0", Wording.rate(0));
    }

    @Test
    void aDurationIsInTheUnitThatPeopleUse() {
        assertEquals("0 s", Wording.duration(0));
        assertEquals("8.6 s", Wording.duration(8.6));
        assertEquals("40 s", Wording.duration(40));
        assertEquals("12 min", Wording.duration(720));
        assertEquals("4 h", Wording.duration(14_400));
        assertEquals("3.2 h", Wording.duration(11_500));
        assertEquals("2.5 d", Wording.duration(216_000));
    }
}
