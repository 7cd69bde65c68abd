package io.github.descentry.fit;

import org.apache.commons.math3.special.Erf;

/**
 * The standard normal distribution function from a table: the exact value at the nearest of 768
 * places and two terms of Taylor's series from there. Absolute error below 4e−8. Mixtures ask for
 * it thousands of times at every refit, where the exponential function alone would cost more than
 * all the rest.
 */
final class Normal {

    /** Beyond this many deviations 1e−9 is left. */
    static final double FARTHEST = 6;

    private static final int PER_UNIT = 64;
    private static final int PLACES = (int) (2 * FARTHEST * PER_UNIT) + 1;

    /** Share below and density in turn: the two are wanted together. */
    private static final double[] TABLE = new double[2 * PLACES];

    static {
        for (int i = 0; i < PLACES; i++) {
            double z = place(i);
            TABLE[2 * i] = 0.5 * Erf.erfc(-z / Math.sqrt(2));
            TABLE[2 * i + 1] = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        }
    }

    private Normal() {}

    private static double place(int i) {
        return i * (1.0 / PER_UNIT) - FARTHEST;
    }

    /** Index of the place next to z, which is at most {@link #FARTHEST} away from 0. */
    static int nearest(double z) {
        return (int) ((z + FARTHEST) * PER_UNIT + 0.5);
    }

    /** Share below z, given its nearest place. */
    static double below(double z, int nearest) {
        double at = place(nearest);
        double by = z - at;
        return TABLE[2 * nearest] + by * TABLE[2 * nearest + 1] * (1 - 0.5 * by * at);
    }

    /** Density at z, given its nearest place. */
    static double density(double z, int nearest) {
        double at = place(nearest);
        return TABLE[2 * nearest + 1] * (1 - (z - at) * at);
    }

    static double below(double z) {
        return Math.abs(z) > FARTHEST ? (z > 0 ? 1 : 0) : below(z, nearest(z));
    }
}
