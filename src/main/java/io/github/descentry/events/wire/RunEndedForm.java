package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.RunEnded;
import java.time.Instant;
import java.util.OptionalInt;

/** The fields of a run's end. */
record RunEndedForm(Instant fallbackTime) implements RecordForm<RunEnded> {

    private static final Words<RunEnded.Status> STATUS = new Words<>(RunEnded.Status.class);

    @Override
    public String type() {
        return RunEnded.TYPE;
    }

    @Override
    public void write(RunEnded ended, JsonWriter out) {
        out.text("run", ended.run())
                .whole("attempt", ended.attempt())
                .time("time", ended.time())
                .word("status", STATUS, ended.status());
    }

    @Override
    public RunEnded read(JsonReader in) {
        String run = null;
        OptionalInt attempt = OptionalInt.empty();
        Instant time = fallbackTime;
        RunEnded.Status status = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "run" -> run = in.name(name);
                case "attempt" -> attempt = OptionalInt.of(in.attempt(name));
                case "time" -> time = in.time(name);
                case "status" -> status = in.word(name, STATUS);
                default -> in.unknown(name);
            }
        }
        return new RunEnded(
                required("run", run), attempt, required("time", time), required("status", status));
    }
}
