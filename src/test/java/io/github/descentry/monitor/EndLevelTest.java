package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The level at the end against the median that it stands for, kept in full. */
class EndLevelTest {

    private EndLevel level = new EndLevel();

    /** The median of the last 5 %, at most 200. */
    private static double median(double[] values) {
        int count = (int) Math.max(1, Math.min(200, Math.round(0.05 * values.length)));
        double[] last = Arrays.copyOfRange(values, values.length - count, values.length);
        Arrays.sort(last);
        return (last[(count - 1) / 2] + last[count / 2]) / 2;
    }

    private static double[] curve(int length) {
        Random random = new Random(length);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 + 3 * Math.pow(1 + i, -0.3) + 0.05 * random.nextGaussian();
        }
        return values;
    }

    private void take(double... values) {
        for (double value : values) {
            level.add(value);
        }
        StateWriter out = new StateWriter();
        level.write(out);
        level = new EndLevel();
        level.read(new StateReader(out.toByteArray()));
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {1, 2, 10, 29, 30, 31, 100, 319, 320})
    void isTheMedianItselfWhereItIsOfFewValues(int length) {
        double[] values = curve(length);
        take(values);
        assertEquals(median(values), level.level(), 1e-12);
    }

    @ParameterizedTest(name = "{0} values")
    @ValueSource(ints = {400, 700, 1_500, 3_333, 5_000, 20_000, 100_001})
    void isNearTheMedianWhereItIsOfMany(int length) {
        double[] values = curve(length);
        take(values);
        assertEquals(median(values), level.level(), 0.03, "noise is 0.05");
    }

    @Test
    void aSpikeBeforeTheEndDoesNotCountAndAValueThatIsNoneNeither() {
        take(curve(1_000));
        double before = level.level();
        take(50, Double.NaN, Double.POSITIVE_INFINITY);
        assertEquals(before, level.level(), 0.05);
    }

    @Test
    void afterARestartTheEndIsThatOfWhatFollows() {
        take(curve(500));
        level.restart();
        assertTrue(Double.isNaN(level.level()));
        take(7);
        assertEquals(7, level.level());
    }
}
