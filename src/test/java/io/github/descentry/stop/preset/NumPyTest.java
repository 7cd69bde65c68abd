package io.github.descentry.stop.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To the last bit what NumPy 2.4.6 returns, as ties between values hang on it. */
class NumPyTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0.0",
        "7, 1.3",
        "8, 1.75",
        "9, 2.2666666666666666",
        "100, 4.6610000000000005",
        "128, 4.6585937500000005",
        "129, 4.6906976744186055",
        "300, 4.724000000000001",
        "1000, 4.784",
    })
    void sumsAMeanInPairs(int count, double expected) {
        double[] values = new double[count + 2];
        for (int i = 0; i < count; i++) {
            values[i + 1] = 0.1 * (i * i % 97);
        }
        assertEquals(expected, NumPy.mean(values, 1, count + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1",
        "10, 0.14",
        "25, 0.2",
        "33.3, 0.2332",
        "50, 0.3",
        "75, 0.7",
        "90, 1.42",
        "100, 1.9",
    })
    void takesAPercentileWithoutNaN(double percent, double expected) {
        double[] values = {0.1, 0.7, 0.3, Double.NaN, 1.9, 0.2};
        assertEquals(expected, NumPy.percentile(values, percent));
    }

    @Test
    void interpolatingUpToInfinityIsNaNAndFromItIsNot() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(Double.NaN, NumPy.percentile(new double[] {1, infinity}, 50));
        assertEquals(Double.NaN, NumPy.percentile(new double[] {1, 2, infinity}, 50));
        assertEquals(-infinity, NumPy.percentile(new double[] {-infinity, 1}, 50));
        assertEquals(Double.NaN, NumPy.percentile(new double[] {}, 50));
    }

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwoAndNaNIfAnyIs() {
        assertEquals(2, NumPy.median(new double[] {3, 1, 2}));
        assertEquals(2.5, NumPy.median(new double[] {3, 1, 2, 4}));
        assertEquals(Double.NaN, NumPy.median(new double[] {3, Double.NaN, 2}));
        assertEquals(Double.NaN, NumPy.median(new double[] {}));
    }
}
