package io.github.descentry.curve;

/**
 * The shape of progress: {@code g(x) = (1 − (x/x₁)^(−α)) / α}, from 0 at x₁ towards 1/α.
 *
 * <p>A curve is {@code level − slope·g(x) − worth·d}, so {@code level} is its value at x₁, {@code
 * slope} its fall per e-fold of progress there and {@code level − slope/α} its limit E. This is the
 * power law with a constant, {@code E + A·x^(−α)} (Kaplan et al. 2020, arXiv 2001.08361; Henighan
 * et al. 2020, arXiv 2010.14701, eq. 1.1), written around a point that was seen instead of around
 * infinity, so that priors on level and slope mean the same for every exponent; for α → 0 it is a
 * logarithm. x is progress: the learning rate summed over the steps, in units of its peak (Tissue
 * et al. 2024, arXiv 2408.11029), or plain steps where no rate is known. d is how far the rate has
 * been annealed, 0 to 1.
 */
public final class PowerLaw {

    private PowerLaw() {}

    /**
     * The shape.
     *
     * @param logRatio ln(x/x₁)
     * @param exponent α, not 0; below 0 a curve moves ever faster
     */
    public static double shape(double logRatio, double exponent) {
        return -Math.expm1(-exponent * logRatio) / exponent;
    }

    /** The derivative of the shape by ln x: how much of the slope at x₁ is left at x. */
    public static double steepness(double logRatio, double exponent) {
        return Math.exp(-exponent * logRatio);
    }

    /** The shape after endless progress; α above 0, others have no limit. */
    public static double limit(double exponent) {
        return 1 / exponent;
    }
}
