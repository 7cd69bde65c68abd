package io.github.descentry.stop.preset;

/**
 * Sums as NumPy takes them: by eight lanes in blocks of up to {@value #BLOCK} numbers, and what is
 * longer by halves. Less rounding than one by one, and what some of the originals use.
 */
final class PairwiseSum {

    private static final int BLOCK = 128;
    private static final int LANES = 8;

    private PairwiseSum() {}

    static double of(double[] values) {
        return of(values, 0, values.length);
    }

    /**
     * The sum of values that lie in a ring.
     *
     * @param from where the first of them lies; behind the end of the ring comes its beginning
     */
    static double of(double[] ring, int from, int length) {
        if (length > BLOCK) {
            int half = length / 2;
            half -= half % LANES;
            int middle = from + half < ring.length ? from + half : from + half - ring.length;
            return of(ring, from, half) + of(ring, middle, length - half);
        }
        if (from + length <= ring.length) {
            return block(ring, from, length);
        }
        double[] block = new double[length];
        int first = ring.length - from;
        System.arraycopy(ring, from, block, 0, first);
        System.arraycopy(ring, 0, block, first, length - first);
        return block(block, 0, length);
    }

    private static double block(double[] values, int from, int length) {
        double sum = 0;
        int i = 0;
        if (length >= LANES) {
            // One variable per lane: an array of them would cost as much as the sum.
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            double e = 0;
            double f = 0;
            double g = 0;
            double h = 0;
            for (; i < length - length % LANES; i += LANES) {
                a += values[from + i];
                b += values[from + i + 1];
                c += values[from + i + 2];
                d += values[from + i + 3];
                e += values[from + i + 4];
                f += values[from + i + 5];
                g += values[from + i + 6];
                h += values[from + i + 7];
            }
            sum = (a + b + (c + d)) + (e + f + (g + h));
        }
        for (; i < length; i++) {
            sum += values[from + i];
        }
        return sum;
    }
}
