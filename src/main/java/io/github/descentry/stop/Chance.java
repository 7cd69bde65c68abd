package io.github.descentry.stop;

import io.github.descentry.events.Goal;

/** Chances under independent normal distributions. */
public final class Chance {

    /** b5 to b1 of the formula. */
    private static final double[] COEFFICIENTS = {
        1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530
    };

    private Chance() {}

    /**
     * Probability that a value is better than another.
     *
     * @param sd standard deviations may be 0: then the values are certain, and equal ones count as
     *     an even chance
     */
    public static double better(
            Goal goal, double mean, double sd, double otherMean, double otherSd) {
        double lead = goal.sign() * (otherMean - mean);
        double spread = Math.hypot(sd, otherSd);
        if (!(spread > 0)) {
            return lead > 0 ? 1 : lead < 0 ? 0 : 0.5;
        }
        return normal(lead / spread);
    }

    /**
     * Distribution function of the standard normal, formula 26.2.17 of Abramowitz and Stegun: at
     * most 7.5e-8 off, which is far below what decisions are made by.
     */
    static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        double series = 0;
        for (double coefficient : COEFFICIENTS) {
            series = t * (coefficient + series);
        }
        double upper = density * series;
        return x >= 0 ? 1 - upper : upper;
    }
}
