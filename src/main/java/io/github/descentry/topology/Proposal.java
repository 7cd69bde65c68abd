package io.github.descentry.topology;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.policy.RunStanding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the governor of a policy is told of one run, or of several that have moved together.
 *
 * @param run name of the run
 * @param time of the event that it follows from, on the clock of who sent that; absent: it follows
 *     from time alone, as a run is silent
 * @param standing where it stands; absent: it has ended
 * @param signal what a rule advises or withdraws; absent: only its standing has moved
 * @param others where other runs stand from this moment on, by their names
 */
record Proposal(
        String run,
        Optional<Instant> time,
        Optional<RunStanding> standing,
        Optional<StopSignal> signal,
        Map<String, RunStanding> others) {

    private static final byte VERSION = 3;

    static Proposal of(StopSignal signal, RunStanding standing, Optional<Instant> event) {
        // What stood already may be said again with an event before it.
        Optional<Instant> time = event.map(it -> it.isBefore(signal.time()) ? signal.time() : it);
        return new Proposal(
                signal.run(), time, Optional.of(standing), Optional.of(signal), Map.of());
    }

    static Proposal moved(String run, RunStanding standing, Optional<Instant> event) {
        return moved(Map.of(run, standing), event);
    }

    /** Runs of a group that move together, and have to be known before anything follows from it. */
    static Proposal moved(Map<String, RunStanding> standings, Optional<Instant> event) {
        String first = standings.keySet().iterator().next();
        Map<String, RunStanding> others = new LinkedHashMap<>(standings);
        return new Proposal(
                first,
                event,
                Optional.of(others.remove(first)),
                Optional.empty(),
                Map.copyOf(others));
    }

    /** Where runs stand by it; nothing where one has ended. */
    Map<String, RunStanding> standings() {
        Map<String, RunStanding> standings = new LinkedHashMap<>(others);
        standing.ifPresent(own -> standings.put(run, own));
        return standings;
    }

    static Proposal ended(String run, Optional<Instant> event) {
        return new Proposal(run, event, Optional.empty(), Optional.empty(), Map.of());
    }

    byte[] encode() {
        StateWriter out = new StateWriter();
        out.writeByte(VERSION);
        out.writeString(run);
        out.writeBoolean(time.isPresent());
        time.ifPresent(it -> out.writeLong(it.toEpochMilli()));
        out.writeBoolean(standing.isPresent());
        if (standing.isPresent()) {
            write(out, standing.get());
        }
        out.writeBoolean(signal.isPresent());
        if (signal.isPresent()) {
            byte[] json = RecordJson.STOP_SIGNAL.write(signal.get());
            out.writeInt(json.length);
            out.writeBytes(json);
        }
        out.writeInt(others.size());
        others.forEach(
                (other, where) -> {
                    out.writeString(other);
                    write(out, where);
                });
        return out.toByteArray();
    }

    private static void write(StateWriter out, RunStanding standing) {
        out.writeDouble(standing.share().orElse(Double.NaN));
        out.writeInt(standing.runs());
        out.writeInt(standing.stopped());
        out.writeInt(standing.rank().orElse(0));
    }

    /**
     * @throws IllegalArgumentException if another version wrote it
     */
    static Proposal decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "stop proposal version=" + version + " cannot be read, only " + VERSION);
        }
        String run = in.readString();
        Optional<Instant> time =
                in.readBoolean()
                        ? Optional.of(Instant.ofEpochMilli(in.readLong()))
                        : Optional.empty();
        Optional<RunStanding> standing =
                in.readBoolean() ? Optional.of(standing(in)) : Optional.empty();
        Optional<StopSignal> signal =
                in.readBoolean()
                        ? Optional.of(RecordJson.STOP_SIGNAL.read(in.readBytes(in.readInt())))
                        : Optional.empty();
        Map<String, RunStanding> others = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            others.put(in.readString(), standing(in));
        }
        return new Proposal(run, time, standing, signal, others);
    }

    private static RunStanding standing(StateReader in) {
        double share = in.readDouble();
        int runs = in.readInt();
        int stopped = in.readInt();
        int rank = in.readInt();
        return new RunStanding(
                Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share),
                runs,
                stopped,
                rank == 0 ? OptionalInt.empty() : OptionalInt.of(rank));
    }
}
