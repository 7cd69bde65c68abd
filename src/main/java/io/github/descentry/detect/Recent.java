package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/** The last {@value #SIZE} values of a curve and their medians. Mutable; 44 bytes of state. */
final class Recent {

    static final int SIZE = 5;

    private final double[] values = new double[SIZE];
    private final double[] sorted = new double[SIZE];
    private int count;

    void add(double value) {
        System.arraycopy(values, 0, values, 1, SIZE - 1);
        values[0] = value;
        count = Math.min(SIZE, count + 1);
    }

    /** Takes on the values of another. */
    void copy(Recent other) {
        System.arraycopy(other.values, 0, values, 0, SIZE);
        count = other.count;
    }

    /** Leaves no trace in the state either. */
    void clear() {
        Arrays.fill(values, 0);
        count = 0;
    }

    boolean full() {
        return count == SIZE;
    }

    /** The latest value. */
    double latest() {
        return values[0];
    }

    /** Median of the values, the upper one of two. Only when there is one. */
    double median() {
        System.arraycopy(values, 0, sorted, 0, SIZE);
        return middle(count);
    }

    /** The largest of the values. Only when full. */
    double largest() {
        double largest = values[0];
        for (int i = 1; i < SIZE; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    /** Median of the absolute differences of neighbours. Only when full. */
    double medianDifference() {
        for (int i = 0; i < SIZE - 1; i++) {
            sorted[i] = Math.abs(values[i] - values[i + 1]);
        }
        return middle(SIZE - 1);
    }

    /** Median of the first few of {@code sorted}; the upper one of two. */
    private double middle(int size) {
        for (int i = 1; i < size; i++) {
            double moved = sorted[i];
            int j = i - 1;
            for (; j >= 0 && sorted[j] > moved; j--) {
                sorted[j + 1] = sorted[j];
            }
            sorted[j + 1] = moved;
        }
        return sorted[size / 2];
    }

    void write(StateWriter out) {
        out.writeByte(count);
        out.writeDoubles(values);
    }

    void read(StateReader in) {
        count = in.readByte();
        in.readDoubles(values);
    }
}
