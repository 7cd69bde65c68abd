package io.github.descentry.stop.preset.series;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.preset.NumPy;

/**
 * The latest few values of a run, kept in slots that are used in turn. Sums are taken in the very
 * order in which the originals take theirs, so that not even the last digit differs. Mutable, one
 * writer; 8 bytes per value.
 */
final class Window {

    /**
     * More are never kept: the state of a run is one record, and several presets may be in it. 5 %
     * of a plan of 100,000 reports.
     */
    static final int MOST = 5_000;

    private final double[] slots;
    private int next;
    private int count;

    Window(int size) {
        slots = new double[checked(size)];
    }

    /**
     * @throws IllegalArgumentException if so many values are more than can be kept of each run
     */
    static int checked(long size) {
        if (size > MOST) {
            throw new IllegalArgumentException(
                    "would keep " + size + " values of each run, at most " + MOST + " are kept");
        }
        return (int) size;
    }

    /** Takes a value, in place of the oldest one if full. */
    void add(double value) {
        slots[next] = value;
        next = (next + 1) % slots.length;
        count = Math.min(count + 1, slots.length);
    }

    int size() {
        return slots.length;
    }

    int count() {
        return count;
    }

    boolean full() {
        return count == slots.length;
    }

    /** The i-th value, oldest first. */
    double value(int i) {
        int at = oldest() + i;
        return slots[at < slots.length ? at : at - slots.length];
    }

    private int oldest() {
        return count < slots.length ? 0 : next;
    }

    /** The value in the i-th slot, whatever its age. */
    double slot(int i) {
        return slots[i];
    }

    /** Mean, added up from the oldest to the newest. */
    double mean() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += value(i);
        }
        return sum / count;
    }

    /** Standard deviation of the population, about {@code mean}. */
    double deviation(double mean) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double off = value(i) - mean;
            sum += off * off;
        }
        return Math.sqrt(sum / count);
    }

    /** Mean as NumPy takes it. */
    double pairwiseMean() {
        return NumPy.ringMean(slots, oldest(), count);
    }

    /** Standard deviation of the population, as NumPy takes it. */
    double pairwiseDeviation() {
        double mean = pairwiseMean();
        double[] squares = values();
        for (int i = 0; i < count; i++) {
            squares[i] -= mean;
            squares[i] *= squares[i];
        }
        return Math.sqrt(NumPy.mean(squares, 0, count));
    }

    private double[] values() {
        double[] values = new double[count];
        int first = Math.min(count, slots.length - oldest());
        System.arraycopy(slots, oldest(), values, 0, first);
        System.arraycopy(slots, 0, values, first, count - first);
        return values;
    }

    /** What is to be read must go into a window of the same size. */
    void write(StateWriter out) {
        out.writeInt(next);
        out.writeInt(count);
        out.writeDoubles(slots, count);
    }

    void read(StateReader in) {
        next = in.readInt();
        count = in.readInt();
        for (int i = 0; i < count; i++) {
            slots[i] = in.readDouble();
        }
    }
}
