package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A proposal that is held back.
 *
 * @param signal as it was proposed, with the mode that the rule asked for
 * @param standing the latest that is known of the run
 * @param bytes it takes as stored
 */
record Held(StopSignal signal, RunStanding standing, int bytes) {

    private static final int NONE = -1;

    Held(StopSignal signal, RunStanding standing) {
        this(signal, standing, measure(signal, standing));
    }

    private static int measure(StopSignal signal, RunStanding standing) {
        StateWriter out = new StateWriter();
        new Held(signal, standing, 0).write(out);
        return out.toByteArray().length;
    }

    /** With another standing, which takes as much room. */
    Held with(RunStanding other) {
        return new Held(signal, other, bytes);
    }

    /** As let go at a moment, which takes as much room. */
    Held at(Instant moment) {
        return new Held(signal.at(moment), standing, bytes);
    }

    /** When it is void, in epoch milliseconds; the largest number: never. */
    long expires() {
        return signal.expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    void write(StateWriter out) {
        out.writeString(signal.id());
        out.writeString(signal.run());
        write(out, signal.project());
        write(out, signal.group());
        out.writeInt(signal.attempt());
        out.writeString(signal.rule());
        out.writeInt(signal.ruleVersion());
        out.writeByte(signal.mode().ordinal());
        out.writeLong(signal.step());
        out.writeLong(signal.time().toEpochMilli());
        out.writeString(signal.reason());
        out.writeInt(signal.evidence().size());
        signal.evidence()
                .forEach(
                        (name, value) -> {
                            out.writeString(name);
                            out.writeDouble(value);
                        });
        out.writeLong(expires());
        out.writeDouble(standing.share().orElse(Double.NaN));
        out.writeInt(standing.runs());
        out.writeInt(standing.stopped());
        out.writeInt(standing.rank().orElse(NONE));
    }

    static Held read(StateReader in) {
        StopSignal signal =
                new StopSignal(
                        in.readString(),
                        in.readString(),
                        readOptional(in),
                        readOptional(in),
                        in.readInt(),
                        in.readString(),
                        in.readInt(),
                        Status.ADVISED,
                        Mode.values()[in.readByte()],
                        in.readLong(),
                        Instant.ofEpochMilli(in.readLong()),
                        in.readString(),
                        readEvidence(in),
                        readTime(in));
        double share = in.readDouble();
        int runs = in.readInt();
        int stopped = in.readInt();
        int rank = in.readInt();
        return new Held(
                signal,
                new RunStanding(
                        Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share),
                        runs,
                        stopped,
                        rank == NONE ? OptionalInt.empty() : OptionalInt.of(rank)));
    }

    private static void write(StateWriter out, Optional<String> text) {
        out.writeBoolean(text.isPresent());
        text.ifPresent(out::writeString);
    }

    private static Optional<String> readOptional(StateReader in) {
        return in.readBoolean() ? Optional.of(in.readString()) : Optional.empty();
    }

    private static Map<String, Double> readEvidence(StateReader in) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            evidence.put(in.readString(), in.readDouble());
        }
        return evidence;
    }

    private static Optional<Instant> readTime(StateReader in) {
        long time = in.readLong();
        return time == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
    }
}
