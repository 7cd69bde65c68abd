package io.github.descentry.fit;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A distribution given by nine quantiles: between them the value is a straight line over the normal
 * score, beyond them the last line goes on. A normal distribution is met exactly, skewed and
 * heavy-tailed ones nearly; mean and standard deviation are those of this very curve. Immutable.
 */
final class QuantileCurve implements Distribution {

    /** Probabilities of the knots. */
    static final double[] PROBABILITIES = {.005, .025, .1, .25, .5, .75, .9, .975, .995};

    private static final int KNOTS = PROBABILITIES.length;

    /** Their normal scores. */
    static final double[] SCORES = scores();

    private static final double[] MEAN_WEIGHTS = new double[KNOTS];
    private static final double[] SQUARE_WEIGHTS = new double[KNOTS];

    /** Of the product of a knot and the next one: only neighbours meet on a line. */
    private static final double[] PRODUCT_WEIGHTS = new double[KNOTS];

    static {
        integrate();
    }

    private final double[] knots;

    /**
     * @param knots the quantiles; the curve's own from now on
     */
    QuantileCurve(double[] knots) {
        this.knots = knots;
    }

    /** Moved by an amount, then stretched about its median, then kept within bounds. */
    QuantileCurve moved(double by, double stretch, double least, double most) {
        double[] moved = new double[KNOTS];
        double middle = knots[KNOTS / 2];
        for (int i = 0; i < KNOTS; i++) {
            double value = middle + by + (knots[i] - middle) * stretch;
            moved[i] = Math.min(most, Math.max(least, value));
        }
        return new QuantileCurve(moved);
    }

    double median() {
        return knots[KNOTS / 2];
    }

    @Override
    public double mean() {
        double mean = 0;
        for (int i = 0; i < KNOTS; i++) {
            mean += MEAN_WEIGHTS[i] * knots[i];
        }
        return mean;
    }

    @Override
    public double standardDeviation() {
        double middle = median();
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < KNOTS; i++) {
            double a = knots[i] - middle;
            mean += MEAN_WEIGHTS[i] * a;
            squares += SQUARE_WEIGHTS[i] * a * a;
            if (i + 1 < KNOTS) {
                squares += 2 * PRODUCT_WEIGHTS[i] * a * (knots[i + 1] - middle);
            }
        }
        return Math.sqrt(Math.max(0, squares - mean * mean));
    }

    @Override
    public double cumulativeProbability(double value) {
        int segment = 1;
        while (segment < KNOTS - 1 && value > knots[segment]) {
            segment++;
        }
        double width = knots[segment] - knots[segment - 1];
        if (width <= 0) {
            return value < knots[segment] ? 0 : 1;
        }
        double share = (value - knots[segment - 1]) / width;
        double score = SCORES[segment - 1] + share * (SCORES[segment] - SCORES[segment - 1]);
        return Normal.below(score);
    }

    @Override
    public double quantile(double p) {
        for (int i = p < 0.5 ? 0 : KNOTS / 2; i < KNOTS; i++) {
            if (p == PROBABILITIES[i]) {
                return knots[i];
            }
        }
        return at(new NormalDistribution(null, 0, 1).inverseCumulativeProbability(p));
    }

    private double at(double score) {
        int segment = 1;
        while (segment < KNOTS - 1 && score > SCORES[segment]) {
            segment++;
        }
        double share = (score - SCORES[segment - 1]) / (SCORES[segment] - SCORES[segment - 1]);
        return knots[segment - 1] + share * (knots[segment] - knots[segment - 1]);
    }

    private static double[] scores() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double[] scores = new double[KNOTS];
        for (int i = 0; i < KNOTS; i++) {
            scores[i] = normal.inverseCumulativeProbability(PROBABILITIES[i]);
        }
        return scores;
    }

    /** Mean and square of the curve are sums over the knots; their weights are integrated once. */
    private static void integrate() {
        int steps = 20_000;
        double range = 8;
        for (int k = 0; k < steps; k++) {
            double score = -range + 2 * range * (k + 0.5) / steps;
            double mass =
                    Math.exp(-0.5 * score * score) / Math.sqrt(2 * Math.PI) * 2 * range / steps;
            int segment = 1;
            while (segment < KNOTS - 1 && score > SCORES[segment]) {
                segment++;
            }
            double share = (score - SCORES[segment - 1]) / (SCORES[segment] - SCORES[segment - 1]);
            MEAN_WEIGHTS[segment - 1] += mass * (1 - share);
            MEAN_WEIGHTS[segment] += mass * share;
            SQUARE_WEIGHTS[segment - 1] += mass * (1 - share) * (1 - share);
            SQUARE_WEIGHTS[segment] += mass * share * share;
            PRODUCT_WEIGHTS[segment - 1] += mass * share * (1 - share);
        }
    }

    void write(StateWriter out) {
        for (double knot : knots) {
            out.writeDouble(knot);
        }
    }

    static QuantileCurve read(StateReader in) {
        double[] knots = new double[KNOTS];
        in.readDoubles(knots);
        return new QuantileCurve(knots);
    }
}
