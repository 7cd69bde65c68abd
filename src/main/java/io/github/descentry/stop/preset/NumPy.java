package io.github.descentry.stop.preset;

import java.util.Arrays;

/**
 * Percentile and mean as NumPy 2 rounds them, since presets compare what it returns with values
 * that are often equal to it up to rounding: {@code numpy/lib/_function_base_impl.py} ({@code
 * _quantile}, {@code _lerp}) and the pairwise summation behind {@code numpy.mean}.
 */
public final class NumPy {

    /** Up to so many values are summed in {@value #LANES} lanes; longer rows are halved. */
    private static final int BLOCK = 128;

    private static final int LANES = 8;

    private NumPy() {}

    /**
     * {@code numpy.nanpercentile} with linear interpolation: NaN are left out; NaN if none is left.
     * NaN also where interpolating meets infinity less infinity, as half way up to one.
     */
    public static double percentile(double[] values, double percent) {
        double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        double position = (sorted.length - 1) * (percent / 100);
        if (position >= sorted.length - 1) {
            return between(sorted[sorted.length - 1], sorted[sorted.length - 1], 0);
        }
        int below = (int) Math.floor(position);
        return between(sorted[below], sorted[below + 1], position - below);
    }

    /** Weighted from the nearer end, so that it is the same from both sides. */
    private static double between(double low, double high, double weight) {
        double span = high - low;
        return weight >= 0.5 ? high - span * (1 - weight) : low + span * weight;
    }

    /** {@code numpy.median}: NaN if any is. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        // NaN sort to the end.
        if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** {@code numpy.mean} of the values {@code from} one to before another. */
    public static double mean(double[] values, int from, int to) {
        return sum(values, from, to - from) / (to - from);
    }

    private static double sum(double[] values, int from, int count) {
        if (count > BLOCK) {
            int half = count / 2;
            half -= half % LANES;
            return sum(values, from, half) + sum(values, from + half, count - half);
        }
        double sum = -0.0;
        int next = from;
        if (count >= LANES) {
            double[] lanes = Arrays.copyOfRange(values, from, from + LANES);
            next += LANES;
            for (; next < from + count - count % LANES; next += LANES) {
                for (int lane = 0; lane < LANES; lane++) {
                    lanes[lane] += values[next + lane];
                }
            }
            sum =
                    ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
                            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        }
        for (; next < from + count; next++) {
            sum += values[next];
        }
        return sum;
    }
}
