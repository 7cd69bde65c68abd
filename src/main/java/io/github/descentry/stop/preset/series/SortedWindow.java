package io.github.descentry.stop.preset.series;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/**
 * The last values of a series, also in order of size, so that median and median absolute deviation
 * cost one pass instead of two sorts. NaN stands behind all numbers. Mutable; constant size.
 */
final class SortedWindow {

    private final double[] values;
    private final double[] sorted;
    private int count;
    private int next;

    SortedWindow(int size) {
        values = new double[Window.checked(size)];
        sorted = new double[size];
    }

    int count() {
        return count;
    }

    /** Adds a value, in place of the oldest if the window is full. */
    void add(double value) {
        if (count == values.length) {
            int at = Arrays.binarySearch(sorted, 0, count, values[next]);
            System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
            count--;
        }
        int at = Arrays.binarySearch(sorted, 0, count, value);
        at = at < 0 ? -at - 1 : at;
        System.arraycopy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = value;
        values[next] = value;
        next = (next + 1) % values.length;
        count++;
    }

    /** The mean of the two middle values where their number is even; NaN if one value is NaN. */
    double median() {
        return Double.isNaN(sorted[count - 1])
                ? Double.NaN
                : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** Median of the distances from {@code center}; NaN if that is NaN. */
    double deviation(double center) {
        if (Double.isNaN(center)) {
            return Double.NaN;
        }
        int above = Arrays.binarySearch(sorted, 0, count, center);
        above = above < 0 ? -above - 1 : above;
        int below = above - 1;
        double last = 0;
        double before = 0;
        // The values nearest to the centre, one after the other, up to the middle one.
        for (int taken = 0; taken <= count / 2; taken++) {
            double down = below >= 0 ? center - sorted[below] : Double.POSITIVE_INFINITY;
            double up = above < count ? sorted[above] - center : Double.POSITIVE_INFINITY;
            before = last;
            if (down < up) {
                last = down;
                below--;
            } else {
                last = up;
                above++;
            }
        }
        return count % 2 == 1 ? last : (before + last) / 2;
    }

    void write(StateWriter out) {
        out.writeInt(count);
        int oldest = (next - count + values.length) % values.length;
        for (int i = 0; i < count; i++) {
            out.writeDouble(values[(oldest + i) % values.length]);
        }
    }

    void read(StateReader in) {
        int written = in.readInt();
        for (int i = 0; i < written; i++) {
            add(in.readDouble());
        }
    }
}
