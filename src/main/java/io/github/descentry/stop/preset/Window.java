package io.github.descentry.stop.preset;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The latest few values of a run, kept in slots that are used in turn. Sums are taken in the very
 * order in which the originals take theirs, so that not even the last digit differs. Mutable, one
 * writer; 8 bytes per value.
 */
final class Window {

    /** Up to this many numbers NumPy adds up without halving. */
    private static final int BLOCK = 128;

    private static final int LANES = 8;

    private final double[] slots;
    private int next;
    private int count;

    Window(int size) {
        slots = new double[size];
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
        return count < slots.length ? slots[i] : slots[(next + i) % slots.length];
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

    /** Mean as NumPy takes it: by eight lanes in blocks, and blocks by halves. */
    double pairwiseMean() {
        return pairwiseSum(0, count) / count;
    }

    private double pairwiseSum(int from, int length) {
        if (length > BLOCK) {
            int half = length / 2;
            half -= half % LANES;
            return pairwiseSum(from, half) + pairwiseSum(from + half, length - half);
        }
        double sum = 0;
        int i = 0;
        if (length >= LANES) {
            double[] lanes = new double[LANES];
            for (; i < length - length % LANES; i++) {
                lanes[i % LANES] += value(from + i);
            }
            sum =
                    (lanes[0] + lanes[1] + (lanes[2] + lanes[3]))
                            + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        }
        for (; i < length; i++) {
            sum += value(from + i);
        }
        return sum;
    }

    /** What is to be read must go into a window of the same size. */
    void write(StateWriter out) {
        out.writeInt(next);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(slots[i]);
        }
    }

    void read(StateReader in) {
        next = in.readInt();
        count = in.readInt();
        for (int i = 0; i < count; i++) {
            slots[i] = in.readDouble();
        }
    }
}
