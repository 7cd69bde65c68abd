package io.github.descentry.fit;

/**
 * The nodes of the grid over what is not linear: exponent and drift, with their prior
 * probabilities; {@link WorthPrior} is the third. The numbers were chosen on recorded runs, see the
 * accuracy study.
 */
final class Grid {

    private static final double CONVEX_LOG_PRIOR = -1;

    /**
     * α, log-spaced; the prior is log-normal around 0.45 with standard deviation 0.6. The last is
     * for rewards without a bound, which may rise ever faster.
     */
    static final double[] EXPONENTS = {0.05, 0.1225, 0.3, 0.735, 1.8, -0.5};

    /** How many of them, the first, serve metrics with a bound. */
    static final int BOUNDED = EXPONENTS.length - 1;

    static final double[] EXPONENT_LOG_PRIORS = exponentPriors();

    /** Standard deviation of the wandering of the level per √ln step, in units of the slope. */
    static final double[] DRIFTS = {0.1, 0.5};

    private Grid() {}

    private static double[] exponentPriors() {
        double[] priors = new double[EXPONENTS.length];
        for (int i = 0; i < priors.length; i++) {
            if (EXPONENTS[i] < 0) {
                priors[i] = CONVEX_LOG_PRIOR;
                continue;
            }
            double z = Math.log(EXPONENTS[i] / 0.45) / 0.6;
            priors[i] = -0.5 * z * z;
        }
        return priors;
    }
}
