package io.github.descentry.stop.preset.study;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.NumPy;
import java.util.Arrays;

/** Growing row of numbers. */
final class Numbers {

    private double[] values = new double[8];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    void insert(int index, double value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, count - 1 - index);
        values[index] = value;
    }

    void set(int index, double value) {
        values[index] = value;
    }

    /** Forgets all from that index on. */
    void cut(int index) {
        count = Math.min(count, index);
    }

    double at(int index) {
        return values[index];
    }

    int count() {
        return count;
    }

    /** How many of a rising row are below. */
    int countBelow(double bound) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many of a rising row are not above. */
    int countUpTo(double bound) {
        return countBelow(Math.nextUp(bound));
    }

    /** As NumPy takes it, of those {@code from} one to before another. */
    double mean(int from, int to) {
        return NumPy.mean(values, from, to);
    }

    double[] toArray() {
        return Arrays.copyOf(values, count);
    }

    void write(StateWriter out) {
        out.writeInt(count);
        out.writeDoubles(toArray());
    }

    void read(StateReader in) {
        count = in.readInt();
        values = new double[Math.max(8, count)];
        double[] read = new double[count];
        in.readDoubles(read);
        System.arraycopy(read, 0, values, 0, count);
    }
}
