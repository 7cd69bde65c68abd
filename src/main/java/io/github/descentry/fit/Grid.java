package io.github.descentry.fit;

/**
 * The nodes of the grid over what is not linear: exponent, drift, and the prior of what a decay is
 * worth; with their prior probabilities. The numbers were chosen on recorded runs, see the accuracy
 * study.
 */
final class Grid {

    /** α, log-spaced; the prior is log-normal around 0.45 with standard deviation 0.5. */
    static final double[] EXPONENTS = {0.05, 0.1225, 0.3, 0.735, 1.8};

    static final double[] EXPONENT_LOG_PRIORS = exponentPriors();

    /** Standard deviation of the wandering of the level per √ln step, in units of the slope. */
    static final double[] DRIFTS = {0.1, 0.5};

    /** Means of the worth of a full decay, as a share of the level. */
    static final double[] WORTH_MEANS = {0.03, 0.08, 0.3};

    /**
     * Standard deviations of the same. Three normals make the heavy tail that peak rates differ by.
     */
    static final double[] WORTH_DEVIATIONS = {0.02, 0.05, 0.3};

    static final double[] WORTH_LOG_PRIORS = {Math.log(0.4), Math.log(0.4), Math.log(0.2)};

    private Grid() {}

    private static double[] exponentPriors() {
        double[] priors = new double[EXPONENTS.length];
        for (int i = 0; i < priors.length; i++) {
            double z = Math.log(EXPONENTS[i] / 0.45) / 0.5;
            priors[i] = -0.5 * z * z;
        }
        return priors;
    }
}
