package io.github.descentry.stop.preset;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The textbook detector: a value that lies more than {@code threshold} robust standard deviations
 * above the median of the last {@code window} values. Median and median absolute deviation (times
 * 1.4826) are of the values before, so that a spike does not hide itself; the first {@code
 * minObservations} values are only kept. Threshold and window are those of trainscope's {@code
 * ZScoreDetector} with {@code robust=True}, which fires on falls too.
 *
 * <p>Where all values of the window are alike any higher one fires. NaN neither fires nor is kept.
 *
 * @param threshold z; 3.5 is usual (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)
 * @param window values in the baseline
 * @param minObservations values before the first verdict
 */
public record RobustZScore(double threshold, int window, int minObservations)
        implements SeriesPreset {

    public static final RobustZScore DEFAULT = new RobustZScore(3.5, 200, 30);

    private static final double TO_SIGMA = 1.4826;

    public RobustZScore {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold=" + threshold + " is not above 0");
        }
        if (minObservations < 1 || window < minObservations) {
            throw new IllegalArgumentException(
                    "window="
                            + window
                            + " is below min_observations="
                            + minObservations
                            + ", or that below 1");
        }
    }

    @Override
    public String name() {
        return "zscore.mad";
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
