package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;
import java.util.Arrays;

/**
 * The nodes' answers for one point, weighted. A scratch object with as many places as nodes. One
 * thread.
 */
final class Mixture {

    private static final int STEPS = 60;
    private static final double TOLERANCE = 1e-7;

    /** Shares this near to the one that is sought are it: no interval is known that well. */
    private static final double CLOSE = 1e-5;

    /** The same for notes, from which only a mean of squares is made. */
    private static final double NEAR = 1e-3;

    /** Standard deviations beyond which no quantile of ours lies. */
    private static final double REACH = 4;

    /** An interval of more units is halved by orders of magnitude. */
    private static final double WIDE = 64;

    /** Both scales apart, so that the innermost loop does not have to ask. */
    private final Components linear;

    private final Components logarithmic;
    private double density;

    /** Size of the values that matter: level and width of the heaviest component. */
    private double unit;

    Mixture(int capacity) {
        linear = new Components(capacity);
        logarithmic = new Components(capacity);
    }

    void clear() {
        linear.size = 0;
        logarithmic.size = 0;
    }

    void add(double weight, double mean, double variance, ValueScale scale) {
        (scale == ValueScale.LINEAR ? linear : logarithmic).add(weight, mean, variance);
    }

    /** The quantiles, by Newton's method. */
    QuantileCurve quantiles() {
        return new QuantileCurve(solve(QuantileCurve.PROBABILITIES, QuantileCurve.SCORES, CLOSE));
    }

    /** Median and width alone. */
    Expectation expectation() {
        return Expectation.of(solve(Expectation.PROBABILITIES, Expectation.SCORES, NEAR));
    }

    /** Values below which given shares lie; shares and their normal scores rise. */
    private double[] solve(double[] shares, double[] scores, double close) {
        double sum = 1 / (linear.weight() + logarithmic.weight());
        linear.prepare(sum);
        logarithmic.prepare(sum);
        unit = unit();
        double[] values = new double[shares.length];
        double low = low();
        double high = high();
        double deviation = (high - low) / (2 * REACH);
        int middle = shares.length / 2;
        values[middle] = solve(shares[middle], low, high, halfway(low, high), close);
        for (int i = middle + 1; i < shares.length; i++) {
            double from = values[i - 1];
            double guess = from + deviation * (scores[i] - scores[i - 1]);
            values[i] = solve(shares[i], from, high, guess, close);
            deviation = (values[i] - values[middle]) / (scores[i] - scores[middle]);
        }
        for (int i = middle - 1; i >= 0; i--) {
            double to = values[i + 1];
            double guess = to - deviation * (scores[i + 1] - scores[i]);
            values[i] = solve(shares[i], low, to, guess, close);
            deviation = (values[middle] - values[i]) / (scores[middle] - scores[i]);
        }
        return values;
    }

    private double low() {
        double low =
                logarithmic.size == 0
                        ? Double.POSITIVE_INFINITY
                        : ValueScale.LOGARITHMIC.value(logarithmic.low());
        return linear.size == 0 ? low : Math.min(low, linear.low());
    }

    private double high() {
        double high =
                logarithmic.size == 0
                        ? Double.NEGATIVE_INFINITY
                        : ValueScale.LOGARITHMIC.value(logarithmic.high());
        return linear.size == 0 ? high : Math.max(high, linear.high());
    }

    /**
     * Newton's steps, inside an interval that each of them shrinks. A step that would leave it, and
     * each fourth, is a halving: beside a narrow component Newton's steps alone may creep. Some
     * three evaluations instead of 25 by halving alone.
     */
    private double solve(double p, double from, double to, double guess, double close) {
        double low = from;
        double high = to;
        double value = guess > low && guess < high ? guess : halfway(low, high);
        for (int i = 1; i <= STEPS; i++) {
            double excess = below(value) - p;
            if (excess < 0) {
                low = value;
            } else {
                high = value;
            }
            double accuracy = TOLERANCE * (Math.abs(low) + Math.abs(high));
            if (high - low <= accuracy || Math.abs(excess) < close) {
                break;
            }
            // Never shorter than the accuracy, so that the other side closes in as well.
            double step = Math.copySign(Math.max(Math.abs(excess / density), accuracy), -excess);
            double next = value + step;
            value = i % 4 != 0 && next > low && next < high ? next : halfway(low, high);
        }
        return value;
    }

    private double unit() {
        int line = linear.heaviest();
        int power = logarithmic.heaviest();
        if (power < 0 || line >= 0 && linear.weight[line] >= logarithmic.weight[power]) {
            return line < 0 ? 1 : Math.abs(linear.mean[line]) + linear.deviation[line];
        }
        return ValueScale.LOGARITHMIC.value(logarithmic.mean[power]);
    }

    /**
     * The middle of an interval. A light component on the logarithmic scale may reach over a
     * hundred orders of magnitude: there halving the width would lead nowhere near the others.
     */
    private double halfway(double low, double high) {
        if (high - low <= WIDE * unit) {
            return 0.5 * (low + high);
        }
        return unit * Math.sinh(0.5 * (areaSine(low / unit) + areaSine(high / unit)));
    }

    private static double areaSine(double value) {
        return Math.copySign(Math.log(Math.abs(value) + Math.hypot(value, 1)), value);
    }

    /** The share below a value; leaves its slope in {@link #density}. */
    private double below(double value) {
        double sum = linear.below(value);
        density = linear.density;
        if (logarithmic.size > 0 && value > 0) {
            sum += logarithmic.below(Math.log(value));
            density += logarithmic.density / value;
        }
        return sum;
    }

    /** Normal distributions on one scale. */
    private static final class Components {
        private int size;
        private double density;
        private final double[] weight;
        private final double[] mean;
        private final double[] deviation;
        private final double[] precision;

        Components(int capacity) {
            weight = new double[capacity];
            mean = new double[capacity];
            deviation = new double[capacity];
            precision = new double[capacity];
        }

        void add(double componentWeight, double componentMean, double variance) {
            weight[size] = componentWeight;
            mean[size] = componentMean;
            deviation[size] = Math.sqrt(Math.max(1e-300, variance));
            size++;
        }

        double weight() {
            return Arrays.stream(weight, 0, size).sum();
        }

        /** Index of the heaviest; -1 if there is none. */
        int heaviest() {
            int heaviest = size - 1;
            for (int i = size - 2; i >= 0; i--) {
                heaviest = weight[i] > weight[heaviest] ? i : heaviest;
            }
            return heaviest;
        }

        void prepare(double share) {
            for (int i = 0; i < size; i++) {
                weight[i] *= share;
                precision[i] = 1 / deviation[i];
            }
        }

        double low() {
            double low = Double.POSITIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                low = Math.min(low, mean[i] - REACH * deviation[i]);
            }
            return low;
        }

        double high() {
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < size; i++) {
                high = Math.max(high, mean[i] + REACH * deviation[i]);
            }
            return high;
        }

        double below(double value) {
            double sum = 0;
            double slope = 0;
            for (int i = 0; i < size; i++) {
                double z = (value - mean[i]) * precision[i];
                if (z >= Normal.FARTHEST) {
                    sum += weight[i];
                } else if (z > -Normal.FARTHEST) {
                    int nearest = Normal.nearest(z);
                    sum += weight[i] * Normal.below(z, nearest);
                    slope += weight[i] * precision[i] * Normal.density(z, nearest);
                }
            }
            density = slope;
            return sum;
        }
    }
}
