package io.github.descentry.fit;

/**
 * Distribution of a curve's value at a step to come.
 *
 * @param atStep step it is made for
 * @param planned whether that is the planned end
 * @param distribution of the value there
 * @param limit value after endless training at the present rate
 * @param exponent how fast the curve flattens
 * @param annealingWorth what decays still to come are expected to take off, in the metric's units
 * @param law name of the law that weighs most
 */
public record CurveEstimate(
        double atStep,
        boolean planned,
        Distribution distribution,
        double limit,
        double exponent,
        double annealingWorth,
        String law) {}
