package io.github.descentry.stop;

import io.github.descentry.events.Goal;

/**
 * Chances of one forecast against another.
 *
 * <p>The lead over the spread of both, z, is not judged by a normal distribution. Between siblings
 * two things are wrong with that: they err in the same direction, so that of two close runs the one
 * that is expected to lead does so more often than independent errors would allow; and now and then
 * a forecast is wrong by many of its deviations, so that a certain lead is less certain. Both show
 * in Student's t distribution with 2 degrees of freedom and a scale of {@value #SCALE}, which has
 * the closed form F(t) = 1/2 + t / (2 √(2 + t²)). Scale and degrees are those that fitted recorded
 * sweeps; the figures are in the rationale.
 */
public final class Chance {

    private static final double SCALE = 0.6;

    private Chance() {}

    /**
     * Probability that a value is better than another.
     *
     * @param sd standard deviations may be 0: if both are, the values are certain, and equal ones
     *     count as an even chance
     */
    public static double better(
            Goal goal, double mean, double sd, double otherMean, double otherSd) {
        double lead = goal.sign() * (otherMean - mean);
        double spread = Math.hypot(sd, otherSd);
        if (!(spread > 0)) {
            return lead > 0 ? 1 : lead < 0 ? 0 : 0.5;
        }
        double t = lead / spread / SCALE;
        // Beyond, t² would overflow; the answer is certain long before.
        return Math.abs(t) > 1e9 ? (t > 0 ? 1 : 0) : (1 + t / Math.sqrt(2 + t * t)) / 2;
    }
}
