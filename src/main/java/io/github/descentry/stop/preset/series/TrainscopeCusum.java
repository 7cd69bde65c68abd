package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * The change-point detector of trainscope ({@code trainscope/core/detectors/changepoint.py}, read
 * at commit 1416f38), as it is without the optional library {@code ruptures}: Page's cumulative sum
 * test (Biometrika 41, 1954) on robust z.
 *
 * <p>The first {@code minObservations} values are only kept. From then on z = (value − median) /
 * (1.4826 · median absolute deviation) over the last {@code window} values, the present one left
 * out, the deviation at least 10⁻¹². Two sums gather what is beyond the slack: up = max(0, up + z −
 * slack), down = min(0, down + z + slack). It fires if one has come as far as the threshold, and
 * then both begin anew. On losses, which fall, most of what it says is that they do: told to mind
 * rises only, the second sum is not kept.
 *
 * <p>Traps: the baseline takes in every value, high ones too. NaN sets both sums to 0, and while it
 * is in the window nothing fires.
 *
 * @param threshold h; 6 in the original
 * @param slack k; 1 in the original
 * @param window values in the baseline; 200 in the original
 * @param minObservations values before the first verdict; 30 in the original
 * @param falls whether falls count as in the original, or rises only
 */
record TrainscopeCusum(
        double threshold, double slack, int window, int minObservations, boolean falls)
        implements SeriesPreset {

    static final String NAME = "trainscope.cusum";

    private static final double TO_SIGMA = 1.4826;
    private static final double LEAST_SIGMA = 1e-12;

    TrainscopeCusum {
        Checks.atLeast("threshold", threshold, Double.MIN_VALUE);
        Checks.atLeast("slack", slack, 0);
        Checks.atLeast("min_observations", minObservations, 1);
        Checks.atLeast("window", window, minObservations);
    }

    static TrainscopeCusum of(Parameters parameters) {
        return new TrainscopeCusum(
                parameters.number("threshold", 6),
                parameters.number("slack", 1),
                parameters.count("window", 200),
                parameters.count("min_observations", 30),
                parameters.flag("falls", true));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Sums();
    }

    private final class Sums implements Memory {
        private final SortedWindow history = new SortedWindow(window);
        private double up;
        private double down;

        @Override
        public Decision report(Report report) {
            double value = report.value();
            if (history.count() < minObservations) {
                history.add(value);
                return Decision.CONTINUE;
            }
            double median = history.median();
            double sigma = TO_SIGMA * history.deviation(median);
            double z = (value - median) / (sigma < LEAST_SIGMA ? LEAST_SIGMA : sigma);
            up = Math.max(0, numberOr0(up + (z - slack)));
            down = falls ? Math.min(0, numberOr0(down + (z + slack))) : 0;
            history.add(value);
            if (up >= threshold) {
                return fire("rise");
            }
            return -down >= threshold ? fire("fall") : Decision.CONTINUE;
        }

        private Decision fire(String reason) {
            up = 0;
            down = 0;
            return Decision.fire(reason);
        }

        @Override
        public void write(StateWriter out) {
            history.write(out);
            out.writeDouble(up);
            out.writeDouble(down);
        }

        @Override
        public void read(StateReader in) {
            history.read(in);
            up = in.readDouble();
            down = in.readDouble();
        }
    }

    /** The larger of 0 and NaN is 0 in the original's language, and so is the smaller. */
    private static double numberOr0(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
