package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * How much of a surprise is left in the next one: the correlation of neighbouring standardised
 * deviations, learned online with a memory of {@value #MEMORY} values from a prior of {@value
 * #PRIOR}. Where neighbours are correlated, odd values in a row prove less. Mutable; 24 bytes of
 * state.
 */
final class Persistence {

    private static final double MEMORY = 200;
    private static final double PRIOR = 0.2;
    private static final double PRIOR_WEIGHT = 20;
    private static final double CLIP = 3;

    private double products;
    private double squares;
    private double last;

    void add(double deviation) {
        double clipped = Math.max(-CLIP, Math.min(CLIP, deviation));
        double keep = 1 - 1 / MEMORY;
        products = products * keep + clipped * last;
        squares = squares * keep + clipped * clipped;
        last = clipped;
    }

    /** The correlation, 0 to 1. */
    double correlation() {
        return withPrior(products);
    }

    /**
     * The correlation, 0 to 1, of noise whose deviations these are from a level that follows it: of
     * noise correlated by ρ a level that moves by the share λ of each deviation leaves the
     * correlation r = ((2 − λ)ρ − λ)/2, as it takes over what the noise remembers. The prior is of
     * the noise itself.
     *
     * @param rate λ
     */
    double memory(double rate) {
        return withPrior((2 * products + rate * squares) / (2 - rate));
    }

    private double withPrior(double learned) {
        double correlation = (learned + PRIOR * PRIOR_WEIGHT) / (squares + PRIOR_WEIGHT);
        return Math.max(0, Math.min(1, correlation));
    }

    void write(StateWriter out) {
        out.writeDouble(products);
        out.writeDouble(squares);
        out.writeDouble(last);
    }

    void read(StateReader in) {
        products = in.readDouble();
        squares = in.readDouble();
        last = in.readDouble();
    }
}
