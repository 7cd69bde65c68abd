package io.github.descentry.detect;

import io.github.descentry.detect.UserRule.Total;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The last values of a metric, one window of them or two that follow on each other, in little
 * space: not the values are kept but what each tenth of a window comes to. So windows of more than
 * ten values move by tenths, and shorter ones value by value. A NaN makes NaN of every window that
 * it is in. Mutable; up to 180 bytes of state.
 */
final class RollingWindow {

    private static final int PARTS = 10;

    private final Total total;
    private int length;
    private final int windows;

    /** What parts come to, the latest first. */
    private final double[] parts;

    private int filled;

    /** Which part of the window the one under way is, and how many values it has. */
    private int part;

    private int values;
    private double sum;

    /**
     * @param total what a window comes to, not {@link Total#EACH}
     * @param windows one, or two that follow on each other
     */
    RollingWindow(Total total, int windows) {
        this.total = total;
        this.windows = windows;
        parts = new double[windows * PARTS];
    }

    Total total() {
        return total;
    }

    /**
     * Takes a value.
     *
     * @param newLength values in a window, always the same
     * @return whether windows are full and have moved
     */
    boolean add(double value, int newLength) {
        length = newLength;
        sum = values == 0 ? value : join(sum, value);
        values++;
        if (values < end(part) - end(part - 1)) {
            return false;
        }
        System.arraycopy(parts, 0, parts, 1, parts.length - 1);
        parts[0] = sum;
        values = 0;
        part = (part + 1) % inWindow();
        filled = Math.min(windows * inWindow(), filled + 1);
        return filled == windows * inWindow();
    }

    /** Values in the window up to the end of a part; any window's worth of parts has them all. */
    private int end(int ofPart) {
        return (ofPart + 1) * length / inWindow();
    }

    private int inWindow() {
        return Math.min(PARTS, length);
    }

    private double join(double one, double other) {
        return switch (total) {
            case MIN -> Math.min(one, other);
            case MAX -> Math.max(one, other);
            default -> one + other;
        };
    }

    /**
     * What a full window comes to.
     *
     * @param before 0 for the latest, 1 for the one before
     */
    double value(int before) {
        int from = before * inWindow();
        double all = parts[from];
        for (int i = 1; i < inWindow(); i++) {
            all = join(all, parts[from + i]);
        }
        return total == Total.MEAN ? all / length : all;
    }

    void clear() {
        filled = 0;
        part = 0;
        values = 0;
    }

    void write(StateWriter out) {
        out.writeByte(filled);
        out.writeByte(part);
        out.writeInt(values);
        if (values > 0) {
            out.writeDouble(sum);
        }
        for (int i = 0; i < filled; i++) {
            out.writeDouble(parts[i]);
        }
    }

    void read(StateReader in) {
        filled = in.readByte();
        part = in.readByte();
        values = in.readInt();
        if (values > 0) {
            sum = in.readDouble();
        }
        for (int i = 0; i < filled; i++) {
            parts[i] = in.readDouble();
        }
    }
}
