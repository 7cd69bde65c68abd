package io.github.descentry.fit;

/**
 * What was expected of a step to come, in short: for notes that are checked later.
 *
 * @param median expected value
 * @param deviation standard deviation of the normal distribution with the same 80 % interval
 */
record Expectation(double median, double deviation) {

    /** Shares that it is made from. */
    static final double[] PROBABILITIES = {.1, .5, .9};

    static final double[] SCORES = {-1.2815515655446004, 0, 1.2815515655446004};

    static Expectation of(double[] quantiles) {
        return new Expectation(quantiles[1], (quantiles[2] - quantiles[0]) / (2 * SCORES[2]));
    }
}
