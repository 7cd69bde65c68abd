package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * Jumps of a curve that come back at one distance, as those of a mean over the epoch so far, which
 * starts anew with each epoch: smooth within it, and then a first value that is the noise of a
 * single batch. Such a jump says nothing of the training. The first report of a curve is a start,
 * too; the third start at the same distance is expected, up or down, to within one report; so are
 * the values that follow it until the mean has settled. Mutable; 120 bytes of state.
 */
final class Rhythm {

    /** A jump is of so many noises at least, */
    private static final double JUMP = 6;

    /** the first for so many reports. */
    private static final int APART = 10;

    /** Reports after which a mean has settled. */
    private static final int SETTLED = 20;

    /** Jumps that are remembered: some per epoch are not of the rhythm. */
    private static final int KEPT = 12;

    private final long[] jumps = new long[KEPT];
    private int count;
    private long reports;
    private long jumpReport = -APART;
    private long expectedReport = -SETTLED;
    private long step;

    /**
     * Takes a report.
     *
     * @param surprise how far it is from what was expected, in noises
     */
    void take(long atStep, double surprise) {
        reports++;
        long spacing = atStep - step;
        step = atStep;
        if (reports == 1) {
            jumps[count++] = step;
            return;
        }
        if (!(Math.abs(surprise) >= JUMP) || reports - jumpReport < APART) {
            return;
        }
        jumpReport = reports;
        if (third(spacing)) {
            expectedReport = reports;
        }
        jumps[count++ % KEPT] = step;
    }

    private boolean third(long tolerance) {
        int kept = Math.min(count, KEPT);
        for (int i = 0; i < kept; i++) {
            for (int j = 0; j < kept; j++) {
                long off = step - 2 * jumps[i] + jumps[j];
                if (jumps[j] < jumps[i] && Math.abs(off) <= tolerance) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the latest report is at, or soon after, a jump that was expected. */
    boolean expected() {
        return reports - expectedReport < SETTLED;
    }

    /** The run goes on from an earlier step. */
    void clear() {
        count = 0;
        expectedReport = reports - SETTLED;
    }

    void write(StateWriter out) {
        out.writeLong(reports);
        out.writeLong(jumpReport);
        out.writeLong(expectedReport);
        out.writeLong(step);
        out.writeInt(count);
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            out.writeLong(jumps[i]);
        }
    }

    void read(StateReader in) {
        reports = in.readLong();
        jumpReport = in.readLong();
        expectedReport = in.readLong();
        step = in.readLong();
        count = in.readInt();
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            jumps[i] = in.readLong();
        }
    }
}
