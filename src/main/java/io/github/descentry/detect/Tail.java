package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * How heavy the upper tail of a stream of standardised surprises is, learned online: the share k/n
 * of values above a threshold u, and the mean of ln(value/u) of those, which is Hill's estimator of
 * the tail index ξ (Hill 1975). Beyond u the tail is taken as a power law, P(R &gt; r) = k/n ·
 * (r/u)^(−1/ξ), which is heavier than what a normal distribution would allow and so errs on the
 * side of silence.
 *
 * <p>Priors stand for {@value #PRIOR_VALUES} values of which 3 % exceed, with ξ = 0.25 (about
 * Student's t with 4 degrees of freedom): a young curve is not taken for normal noise. Old values
 * are forgotten with a memory of {@value #MEMORY} values. Mutable; 24 bytes of state.
 */
final class Tail {

    static final double THRESHOLD = 2;

    private static final double MEMORY = 2000;
    private static final double PRIOR_VALUES = 100;
    private static final double PRIOR_EXCEEDING = 3;
    private static final double PRIOR_INDEX = 0.25;
    private static final double PRIOR_INDEX_WEIGHT = 10;

    /** What is beyond this is an event, not noise: it says no more of the tail than this would. */
    private static final double LARGEST = 6;

    private double values;
    private double exceeding;
    private double logExcess;

    void add(double surprise) {
        double keep = 1 - 1 / MEMORY;
        values = values * keep + 1;
        exceeding *= keep;
        logExcess *= keep;
        if (surprise > THRESHOLD) {
            exceeding += 1;
            logExcess += Math.log(Math.min(surprise, LARGEST) / THRESHOLD);
        }
    }

    /** Probability of a value above {@code surprise}; 1 below the threshold. */
    double chanceAbove(double surprise) {
        if (!(surprise > THRESHOLD)) {
            return 1;
        }
        double share = (exceeding + PRIOR_EXCEEDING) / (values + PRIOR_VALUES);
        return share * Math.pow(surprise / THRESHOLD, -1 / index());
    }

    /** Hill's ξ: 0.16 for normal noise, 1/ν for Student's t with ν degrees of freedom. */
    double index() {
        return (logExcess + PRIOR_INDEX * PRIOR_INDEX_WEIGHT) / (exceeding + PRIOR_INDEX_WEIGHT);
    }

    void write(StateWriter out) {
        out.writeDouble(values);
        out.writeDouble(exceeding);
        out.writeDouble(logExcess);
    }

    void read(StateReader in) {
        values = in.readDouble();
        exceeding = in.readDouble();
        logExcess = in.readDouble();
    }
}
