package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;

/**
 * A signal that was let pass.
 *
 * @param id of the signal
 * @param run number of the run that was told, see {@link EventId#number}
 * @param attempt of it
 * @param mode in which it was told
 * @param expires epoch milliseconds; the largest number: never
 */
record Passed(String id, long run, int attempt, Mode mode, long expires) {

    private static final Mode[] MODES = Mode.values();

    /** An attempt of a run: what a stop is of. */
    record Attempt(long run, int attempt) {}

    static Passed of(StopSignal signal) {
        return new Passed(
                signal.id(),
                EventId.number(signal.run()),
                signal.attempt(),
                signal.mode(),
                signal.expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    Attempt subject() {
        return new Attempt(run, attempt);
    }

    void write(StateWriter out) {
        out.writeString(id);
        out.writeLong(run);
        out.writeInt(attempt);
        out.writeByte(mode.ordinal());
        out.writeLong(expires);
    }

    static Passed read(StateReader in) {
        return new Passed(
                in.readString(), in.readLong(), in.readInt(), MODES[in.readByte()], in.readLong());
    }
}
