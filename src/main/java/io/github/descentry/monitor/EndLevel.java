package io.github.descentry.monitor;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;

/**
 * The level a curve ends at: the median of its last 5 % of values, at least 1 and at most 200. That
 * is what the accuracy study holds forecasts against, and what a run that has ended is ranked by. A
 * smoothed value would be of no use here: it lags behind a last decay, and where values are few it
 * mixes the last one, which counts, with those before.
 *
 * <p>Kept in constant memory as the means of up to {@value #BLOCKS} blocks of neighbours, whose
 * size doubles as the 5 % grow; up to 320 values a block is one value and the median exact.
 * Mutable; at most 170 bytes of state.
 */
final class EndLevel {

    private static final double SHARE = 0.05;
    private static final int MOST = 200;
    private static final int BLOCKS = 16;

    private long values;
    private int size = 1;
    private final double[] blocks = new double[BLOCKS];
    private int filled;
    private double sum;
    private int open;

    /** Takes the next value; one that is not finite is passed over. */
    void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        values++;
        while (wanted() > (long) BLOCKS * size) {
            merge();
        }
        sum += value;
        if (++open == size) {
            push(sum / size);
            sum = 0;
            open = 0;
        }
    }

    /** How many of the last values count. */
    private long wanted() {
        return Math.max(1, Math.min(MOST, Math.round(SHARE * values)));
    }

    private void push(double mean) {
        if (filled == BLOCKS) {
            System.arraycopy(blocks, 1, blocks, 0, --filled);
        }
        blocks[filled++] = mean;
    }

    /** Blocks of twice the size, the latest whole; an odd one at the old end goes. */
    private void merge() {
        int odd = filled % 2;
        for (int i = 0; i < filled / 2; i++) {
            blocks[i] = (blocks[odd + 2 * i] + blocks[odd + 2 * i + 1]) / 2;
        }
        filled /= 2;
        size *= 2;
    }

    /** The level; NaN before the first finite value. */
    double level() {
        int wantedBlocks = (int) ((wanted() + size - 1) / size);
        // A block under way counts as soon as it is half full, or the only one there is.
        boolean partial = open > 0 && (2 * open >= size || filled == 0);
        int whole = Math.min(filled, partial ? wantedBlocks - 1 : wantedBlocks);
        int count = whole + (partial ? 1 : 0);
        if (count == 0) {
            return Double.NaN;
        }
        double[] last = Arrays.copyOfRange(blocks, filled - whole, filled - whole + count);
        if (partial) {
            last[count - 1] = sum / open;
        }
        Arrays.sort(last);
        return (last[(count - 1) / 2] + last[count / 2]) / 2;
    }

    /** The run goes on from an earlier step: what came after it is no end any more. */
    void restart() {
        values = 0;
        size = 1;
        filled = 0;
        sum = 0;
        open = 0;
    }

    void write(StateWriter out) {
        out.writeLong(values);
        out.writeInt(size);
        out.writeByte(filled);
        for (int i = 0; i < filled; i++) {
            out.writeDouble(blocks[i]);
        }
        out.writeDouble(sum);
        out.writeInt(open);
    }

    void read(StateReader in) {
        values = in.readLong();
        size = in.readInt();
        filled = in.readByte();
        for (int i = 0; i < filled; i++) {
            blocks[i] = in.readDouble();
        }
        sum = in.readDouble();
        open = in.readInt();
    }
}
