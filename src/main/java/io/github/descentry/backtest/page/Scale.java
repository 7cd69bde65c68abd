package io.github.descentry.backtest.page;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places in a drawing.
 *
 * @param low smallest value shown
 * @param high largest value shown, above the smallest
 * @param logarithmic whether equal ratios are equally far apart
 * @param start place of the smallest
 * @param end place of the largest
 */
record Scale(double low, double high, boolean logarithmic, double start, double end) {

    private static final double[] ROUND = {1, 2, 5, 10};

    /** Decades below which powers of ten alone are too few ticks. */
    private static final double FEW = 2.5;

    Scale {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            low = 0;
            high = 1;
            logarithmic = false;
        } else if (!(high > low)) {
            double half = Math.max(1e-9, 0.05 * Math.abs(low));
            high = low + half;
            low = low - half;
            logarithmic = false;
        }
    }

    double at(double value) {
        double share =
                logarithmic
                        ? Math.log(value / low) / Math.log(high / low)
                        : (value - low) / (high - low);
        return start + share * (end - start);
    }

    /** Some round values within the range, about as many as wanted. */
    List<Double> ticks(int wanted) {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            double decades = Math.log10(high / low);
            if (decades < FEW) {
                return fine();
            }
            int stride = (int) Math.max(1, Math.ceil(decades / wanted));
            for (int e = (int) Math.ceil(Math.log10(low)); Math.pow(10, e) <= high; e += stride) {
                ticks.add(Math.pow(10, e));
            }
            return ticks;
        }
        double step = round((high - low) / wanted);
        for (double i = Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** One, two and five times the powers of ten. */
    private List<Double> fine() {
        List<Double> ticks = new ArrayList<>();
        for (int e = (int) Math.floor(Math.log10(low)); Math.pow(10, e) <= high; e++) {
            for (double round : ROUND) {
                double tick = round * Math.pow(10, e);
                if (round < 10 && tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double round : ROUND) {
            if (step <= round * power * 1.0001) {
                return round * power;
            }
        }
        return 10 * power;
    }
}
