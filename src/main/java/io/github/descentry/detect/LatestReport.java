package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The last report that a detector of runs has judged, so that one that is delivered again is not
 * counted twice. Mutable; 16 bytes of state.
 */
final class LatestReport {

    private long step = Long.MIN_VALUE;
    private long time = Long.MIN_VALUE;

    /** Whether it lies later, in steps or by the job's clock. */
    boolean precedes(RunReport report) {
        return report.step() > step || report.time().toEpochMilli() > time;
    }

    void take(RunReport report) {
        step = report.step();
        time = report.time().toEpochMilli();
    }

    void clear() {
        step = Long.MIN_VALUE;
        time = Long.MIN_VALUE;
    }

    void write(StateWriter out) {
        out.writeLong(step);
        out.writeLong(time);
    }

    void read(StateReader in) {
        step = in.readLong();
        time = in.readLong();
    }
}
