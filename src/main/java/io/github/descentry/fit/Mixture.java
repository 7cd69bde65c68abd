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

    private final double[] weight;
    private final double[] mean;
    private final double[] deviation;
    private final ValueScale[] scale;
    private int size;

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

    /** The quantiles, by halving an interval around them. */
    QuantileCurve quantiles() {
        normalise();
        double[] knots = new double[QuantileCurve.PROBABILITIES.length];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            low = Math.min(low, scale[i].value(mean[i] - 4 * deviation[i]));
            high = Math.max(high, scale[i].value(mean[i] + 4 * deviation[i]));
        }
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

    private double solve(double p, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < STEPS && high - low > 1e-7 * (Math.abs(low) + Math.abs(high)); i++) {
            double middle = 0.5 * (low + high);
            if (below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private double below(double value) {
        double logarithm = value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double scaled = scale[i] == ValueScale.LINEAR ? value : logarithm;
            sum += weight[i] * Normal.below((scaled - mean[i]) / deviation[i]);
        }
        return sum;
    }
}
