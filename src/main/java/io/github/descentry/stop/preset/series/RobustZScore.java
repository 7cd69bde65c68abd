package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * The textbook detector: a value that lies more than {@code threshold} robust standard deviations
 * above the median of the last {@code window} values. Median and median absolute deviation (times
 * 1.4826) are of the values before, so that a spike does not hide itself; the first {@code
 * minObservations} values are only kept. On rises it decides as trainscope's {@code ZScoreDetector}
 * with {@code robust=True} ({@code trainscope/core/detectors/z_score.py}, 1.8.1), whose defaults it
 * has; that one fires on falls too, and is confused by NaN.
 *
 * <p>Where all values of the window are alike any higher one fires. NaN neither fires nor is kept.
 *
 * @param threshold z; 3.5 is usual (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)
 * @param window values in the baseline
 * @param minObservations values before the first verdict
 */
record RobustZScore(double threshold, int window, int minObservations) implements SeriesPreset {

    static final String NAME = "zscore.mad";

    private static final double TO_SIGMA = 1.4826;

    RobustZScore {
        Checks.atLeast("threshold", threshold, Double.MIN_VALUE);
        Checks.atLeast("min_observations", minObservations, 1);
        Checks.atLeast("window", window, minObservations);
    }

    static RobustZScore of(Parameters parameters) {
        return new RobustZScore(
                parameters.number("threshold", 3.5),
                parameters.count("window", 200),
                parameters.count("min_observations", 30));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Baseline();
    }

    private final class Baseline implements Memory {
        private final SortedWindow history = new SortedWindow(window);

        @Override
        public Decision report(Report report) {
            double value = report.value();
            if (Double.isNaN(value)) {
                return Decision.CONTINUE;
            }
            boolean high = false;
            if (history.count() >= minObservations) {
                double median = history.median();
                high = value - median > threshold * TO_SIGMA * history.deviation(median);
            }
            history.add(value);
            return high ? Decision.fire("z above " + threshold) : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            history.write(out);
        }

        @Override
        public void read(StateReader in) {
            history.read(in);
        }
    }
}
