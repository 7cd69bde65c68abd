package io.github.descentry.topology;

import io.github.descentry.monitor.Departure;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Subject;
import java.time.Instant;
import java.util.Optional;

/** A departure on its way to the group that a run has left. */
final class DepartureBytes {

    private static final byte VERSION = 1;

    private DepartureBytes() {}

    static byte[] of(Departure departure) {
        Subject subject = departure.subject();
        StateWriter out = new StateWriter();
        out.writeByte(VERSION);
        out.writeString(subject.run());
        out.writeString(subject.project().orElse(""));
        out.writeString(subject.group().orElseThrow());
        out.writeInt(subject.attempt());
        out.writeLong(subject.step());
        out.writeLong(subject.time().toEpochMilli());
        out.writeString(departure.to());
        out.writeLong(departure.since());
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if another version wrote it
     */
    static Departure read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "departure version=" + version + " cannot be read, only " + VERSION);
        }
        Subject subject =
                new Subject(
                        in.readString(),
                        Optional.of(in.readString()).filter(project -> !project.isEmpty()),
                        Optional.of(in.readString()),
                        in.readInt(),
                        in.readLong(),
                        Instant.ofEpochMilli(in.readLong()));
        return new Departure(subject, in.readString(), in.readLong());
    }
}
