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
        return ringMean(values, from, to - from);
    }

    /**
     * {@code numpy.mean} of values that lie in a ring.
     *
     * @param from where the first of them lies; behind the end of the ring comes its beginning
     */
    public static double ringMean(double[] ring, int from, int count) {
        return sum(ring, from, count) / count;
    }

    private static double sum(double[] ring, int from, int count) {
        if (count > BLOCK) {
            int half = count / 2;
            half -= half % LANES;
            int middle = from + half < ring.length ? from + half : from + half - ring.length;
            return sum(ring, from, half) + sum(ring, middle, count - half);
        }
        if (from + count <= ring.length) {
            return block(ring, from, count);
        }
        double[] block = new double[count];
        int first = ring.length - from;
        System.arraycopy(ring, from, block, 0, first);
        System.arraycopy(ring, 0, block, first, count - first);
        return block(block, 0, count);
    }

    private static double block(double[] values, int from, int count) {
        double sum = -0.0;
        int next = from;
        if (count >= LANES) {
            // One variable per lane: an array of them would cost as much as the sum.
            double a = values[from];
            double b = values[from + 1];
            double c = values[from + 2];
            double d = values[from + 3];
            double e = values[from + 4];
            double f = values[from + 5];
            double g = values[from + 6];
            double h = values[from + 7];
            next += LANES;
            for (; next < from + count - count % LANES; next += LANES) {
                a += values[next];
                b += values[next + 1];
                c += values[next + 2];
                d += values[next + 3];
                e += values[next + 4];
                f += values[next + 5];
                g += values[next + 6];
                h += values[next + 7];
            }
            sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
        }
        for (; next < from + count; next++) {
            sum += values[next];
        }
        return sum;
    }
}
