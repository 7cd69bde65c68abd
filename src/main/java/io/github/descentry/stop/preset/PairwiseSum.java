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

    private static double of(double[] values, int from, int length) {
        if (length > BLOCK) {
            int half = length / 2;
            half -= half % LANES;
            return of(values, from, half) + of(values, from + half, length - half);
        }
        double sum = 0;
        int i = 0;
        if (length >= LANES) {
            double[] lanes = new double[LANES];
            for (; i < length - length % LANES; i++) {
                lanes[i % LANES] += values[from + i];
            }
            sum =
                    (lanes[0] + lanes[1] + (lanes[2] + lanes[3]))
                            + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        }
        for (; i < length; i++) {
            sum += values[from + i];
        }
        return sum;
    }
}
