package io.github.descentry.topology;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.policy.RunStanding;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the governor of a policy is told of one run.
 *
 * @param run name of the run
 * @param standing where it stands; absent: it has ended
 * @param signal what a rule advises or withdraws; absent: only its standing has moved
 */
record Proposal(String run, Optional<RunStanding> standing, Optional<StopSignal> signal) {

    private static final byte VERSION = 1;

    static Proposal of(StopSignal signal, RunStanding standing) {
        return new Proposal(signal.run(), Optional.of(standing), Optional.of(signal));
    }

    static Proposal moved(String run, RunStanding standing) {
        return new Proposal(run, Optional.of(standing), Optional.empty());
    }

    static Proposal ended(String run) {
        return new Proposal(run, Optional.empty(), Optional.empty());
    }

    byte[] encode() {
        StateWriter out = new StateWriter();
        out.writeByte(VERSION);
        out.writeString(run);
        out.writeBoolean(standing.isPresent());
        if (standing.isPresent()) {
            out.writeDouble(standing.get().share().orElse(Double.NaN));
            out.writeInt(standing.get().runs());
            out.writeInt(standing.get().stopped());
            out.writeInt(standing.get().rank().orElse(0));
        }
        out.writeBoolean(signal.isPresent());
        if (signal.isPresent()) {
            byte[] json = RecordJson.STOP_SIGNAL.write(signal.get());
            out.writeInt(json.length);
            out.writeBytes(json);
        }
        return out.toByteArray();
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
        Optional<RunStanding> standing =
                in.readBoolean() ? Optional.of(standing(in)) : Optional.empty();
        Optional<StopSignal> signal =
                in.readBoolean()
                        ? Optional.of(RecordJson.STOP_SIGNAL.read(in.readBytes(in.readInt())))
                        : Optional.empty();
        return new Proposal(run, standing, signal);
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
