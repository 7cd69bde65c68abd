package io.github.descentry.stop.preset.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two rules that go by median and median absolute deviation, worked by hand. */
class MedianRulesTest {

    private static final double NAN = Double.NaN;

    private static List<Integer> fires(SeriesPreset preset, double... values) {
        SeriesPreset.Memory memory = preset.begin();
        List<Integer> fired = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (memory.report(report(i, values[i])).fires()) {
                fired.add(i);
            }
        }
        return fired;
    }

    private static SeriesPreset.Report report(long step, double value) {
        return new SeriesPreset.Report(step, value, OptionalLong.empty());
    }

    private static SeriesPreset cusum(Map<String, ?> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("min_observations", 3);
        parameters.put("window", 4);
        return SeriesPresets.of("trainscope.cusum", new Parameters("test", parameters));
    }

    private static SeriesPreset zScore() {
        return SeriesPresets.of(
                "zscore.mad", new Parameters("test", Map.of("min_observations", 3, "window", 4)));
    }

    /**
     * Of 1, 2, 3 median 2 and deviation 1, so 6 has z = 4 / 1.4826 = 2.698 and adds 1.698. Of 1, 2,
     * 3, 6 median 2.5 and deviation 1 (from 0.5, 0.5, 1.5, 3.5), so 9 has z = 4.384 and brings the
     * sum to 5.08: not yet. Of 2, 3, 6, 9 median 4.5, deviation 2 (1.5, 1.5, 2.5, 4.5): 10 has z =
     * 1.855 and brings it to 5.94. The same 10 again, of 3, 6, 9, 10 with median 7.5 and deviation
     * 2: z = 0.843 takes 0.157 away. 14, of 6, 9, 10, 10 with median 9.5 and deviation 0.5: z =
     * 6.07 brings it to 10.85, and it fires. The sum begins anew: of 9, 10, 10, 14 median 10,
     * deviation 0.5; 13 has z = 4.05.
     */
    @Test
    void sumsGatherWhatIsBeyondTheSlack() {
        SeriesPreset preset = cusum(Map.of("falls", false));
        assertEquals(List.of(7), fires(preset, 1, 2, 3, 6, 9, 10, 10, 14, 13));
    }

    /** 2 − 10 = −8, by 1.4826: z = −5.396, with the slack −4.396; a second such value fires. */
    @Test
    void theOriginalFiresOnFallsToo() {
        double[] falling = {9, 10, 11, 2, 2};
        assertEquals(List.of(4), fires(cusum(Map.of()), falling));
        assertEquals(List.of(), fires(cusum(Map.of("falls", false)), falling));
    }

    /** Values that are all alike have a deviation of 10⁻¹², and any other is far away from it. */
    @Test
    void sumsFireOnAnyRiseFromAFlatLine() {
        assertEquals(List.of(3), fires(cusum(Map.of()), 1, 1, 1, 1.0001));
    }

    @Test
    void sumsAreSilentAsLongAsNanIsInTheWindow() {
        SeriesPreset preset = cusum(Map.of());
        assertEquals(List.of(8), fires(preset, 1, 1, 1, NAN, 50, 50, 50, 50, 90));
    }

    /** Of 1, 2, 3 median 2, deviation 1: the limit is 2 + 3.5 · 1.4826 = 7.189. */
    @Test
    void theScoreComparesWithWhatWasBefore() {
        assertEquals(List.of(), fires(zScore(), 1, 2, 3, 7.18));
        assertEquals(List.of(3), fires(zScore(), 1, 2, 3, 7.2));
        assertEquals(List.of(), fires(zScore(), 1, 2, 3, -20));
        assertEquals(List.of(4), fires(zScore(), 1, 2, 3, NAN, 7.2));
        assertEquals(List.of(3), fires(zScore(), 1, 1, 1, 1.0001));
        assertEquals(List.of(3), fires(zScore(), 1, 2, 3, Double.POSITIVE_INFINITY));
    }

    @Test
    void nothingIsSaidBeforeThirtyValues() {
        double[] values = new double[31];
        Arrays.fill(values, 1);
        values[29] = 100;
        values[30] = 200;
        for (String name : List.of("trainscope.cusum", "zscore.mad")) {
            assertEquals(List.of(30), fires(SeriesPresets.of(name, Parameters.none()), values));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trainscope.cusum", "zscore.mad"})
    void aMemoryThatWasStoredDecidesAsIfItHadNotBeen(String name) {
        SeriesPreset preset = SeriesPresets.of(name, Parameters.none());
        Random random = new Random(11);
        SeriesPreset.Memory kept = preset.begin();
        SeriesPreset.Memory stored = preset.begin();
        for (int i = 0; i < 700; i++) {
            double value = i % 90 == 50 ? NAN : Math.exp(random.nextGaussian());
            StateWriter out = new StateWriter();
            stored.write(out);
            stored = preset.begin();
            stored.read(new StateReader(out.toByteArray()));
            assertEquals(kept.report(report(i, value)), stored.report(report(i, value)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trainscope.cusum", "zscore.mad"})
    void aWindowThatIsNeverReadyIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> SeriesPresets.of(name, new Parameters("test", Map.of("window", 20))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8})
    void theWindowKnowsWhatSortingWouldTell(int size) {
        Random random = new Random(size);
        SortedWindow window = new SortedWindow(size);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // Few different values, so that many are alike.
            double value = random.nextInt(9) - 4;
            values.add(value);
            window.add(value);
            double[] last =
                    values.subList(Math.max(0, values.size() - size), values.size()).stream()
                            .mapToDouble(it -> it)
                            .toArray();
            double median = median(last);
            assertEquals(median, window.median());
            double[] distances = Arrays.stream(last).map(it -> Math.abs(it - median)).toArray();
            assertEquals(median(distances), window.deviation(median));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
