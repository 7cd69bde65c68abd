package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;

/**
 * The nodes' answers for one point, weighted. A scratch object with as many places as nodes. One
 * thread.
 */
final class Mixture {

    /** Components lighter than this share of the heaviest are left out. */
    private static final double LIGHTEST = 1e-3;

    private static final int STEPS = 60;
    private static final double TOLERANCE = 1e-7;

    /** Nearer to the share than the approximation of the normal distribution is exact. */
    private static final double CLOSE = 5e-8;

    /** Standard deviations beyond which no quantile of ours lies. */
    private static final double REACH = 4;

    private final double[] weight;
    private final double[] mean;
    private final double[] deviation;
    private final ValueScale[] scale;
    private int size;
    private double density;

    Mixture(int capacity) {
        weight = new double[capacity];
        mean = new double[capacity];
        deviation = new double[capacity];
        scale = new ValueScale[capacity];
    }

    void clear() {
        size = 0;
    }

    void add(double componentWeight, double componentMean, double variance, ValueScale on) {
        weight[size] = componentWeight;
        mean[size] = componentMean;
        deviation[size] = Math.sqrt(Math.max(1e-300, variance));
        scale[size] = on;
        size++;
    }

    /** The quantiles, by Newton's method. */
    QuantileCurve quantiles() {
        normalise();
        double[] knots = new double[QuantileCurve.PROBABILITIES.length];
        double low = low();
        double high = high();
        int middle = knots.length / 2;
        knots[middle] = solve(0.5, low, high);
        double from = knots[middle];
        for (int i = middle + 1; i < knots.length; i++) {
            knots[i] = solve(QuantileCurve.PROBABILITIES[i], from, high);
            from = knots[i];
        }
        double to = knots[middle];
        for (int i = middle - 1; i >= 0; i--) {
            knots[i] = solve(QuantileCurve.PROBABILITIES[i], low, to);
            to = knots[i];
        }
        return new QuantileCurve(knots);
    }

    /** The median alone. */
    double median() {
        normalise();
        return solve(0.5, low(), high());
    }

    private double low() {
        double low = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            low = Math.min(low, scale[i].value(mean[i] - REACH * deviation[i]));
        }
        return low;
    }

    private double high() {
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            high = Math.max(high, scale[i].value(mean[i] + REACH * deviation[i]));
        }
        return high;
    }

    private void normalise() {
        double most = 0;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, weight[i]);
        }
        int kept = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (weight[i] >= LIGHTEST * most) {
                weight[kept] = weight[i];
                mean[kept] = mean[i];
                deviation[kept] = deviation[i];
                scale[kept] = scale[i];
                sum += weight[kept];
                kept++;
            }
        }
        size = kept;
        for (int i = 0; i < size; i++) {
            weight[i] /= sum;
        }
    }

    /**
     * Newton's steps, inside an interval that each of them shrinks. A step that would leave it, and
     * each fourth, is a halving: beside a narrow component Newton's steps alone may creep. Some six
     * evaluations instead of 25 by halving alone.
     */
    private double solve(double p, double from, double to) {
        double low = from;
        double high = to;
        double value = 0.5 * (low + high);
        for (int i = 1; i <= STEPS; i++) {
            double excess = below(value) - p;
            if (excess < 0) {
                low = value;
            } else {
                high = value;
            }
            double accuracy = TOLERANCE * (Math.abs(low) + Math.abs(high));
            if (high - low <= accuracy || Math.abs(excess) < CLOSE) {
                break;
            }
            // Never shorter than the accuracy, so that the other side closes in as well.
            double step = Math.copySign(Math.max(Math.abs(excess / density), accuracy), -excess);
            double next = value + step;
            value = i % 4 != 0 && next > low && next < high ? next : 0.5 * (low + high);
        }
        return value;
    }

    /** The share below a value; leaves its slope in {@link #density}. */
    private double below(double value) {
        double logarithm = value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY;
        double sum = 0;
        density = 0;
        for (int i = 0; i < size; i++) {
            boolean linear = scale[i] == ValueScale.LINEAR;
            double z = ((linear ? value : logarithm) - mean[i]) / deviation[i];
            if (Math.abs(z) > Normal.FARTHEST) {
                sum += z > 0 ? weight[i] : 0;
                continue;
            }
            double bell = Normal.density(z);
            sum += weight[i] * Normal.below(z, bell);
            density += weight[i] * bell / (linear ? deviation[i] : deviation[i] * value);
        }
        return sum;
    }
}
