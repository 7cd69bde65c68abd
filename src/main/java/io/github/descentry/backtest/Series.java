package io.github.descentry.backtest;

import java.util.Arrays;

/** Values of one metric by step. Mutable, one writer. */
final class Series {

    private int size;
    private double[] steps = new double[64];
    private double[] values = new double[64];

    void add(double step, double value) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        steps[size] = step;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    double step(int i) {
        return steps[i];
    }

    double value(int i) {
        return values[i];
    }

    /** All values; only the first {@link #size()} places count. */
    double[] values() {
        return values;
    }

    /** Index of the first step at or above a bound; the size if there is none. */
    int firstAtLeast(double bound) {
        int found = Arrays.binarySearch(steps, 0, size, bound);
        return found >= 0 ? found : -found - 1;
    }
}
