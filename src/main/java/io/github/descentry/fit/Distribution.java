package io.github.descentry.fit;

/** A distribution over the values of a metric. */
public interface Distribution {

    double mean();

    double standardDeviation();

    /** Probability of a value at or below {@code value}. */
    double cumulativeProbability(double value);

    /** The value that is not exceeded with probability {@code p}, 0 < p < 1. */
    double quantile(double p);
}
