package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The fields of a checkpoint. */
record CheckpointForm(Instant fallbackTime) implements RecordForm<Checkpoint> {

    @Override
    public String type() {
        return Checkpoint.TYPE;
    }

    @Override
    public void write(Checkpoint checkpoint, JsonWriter out) {
        out.text("run", checkpoint.run())
                .whole("attempt", checkpoint.attempt())
                .whole("step", checkpoint.step())
                .time("time", checkpoint.time())
                .number("tokens", checkpoint.tokens())
                .numbers("metrics", checkpoint.metrics());
    }

    @Override
    public Checkpoint read(JsonReader in) {
        String run = null;
        OptionalInt attempt = OptionalInt.empty();
        long step = -1;
        Instant time = fallbackTime;
        OptionalDouble tokens = OptionalDouble.empty();
        Map<String, Double> metrics = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "run" -> run = in.name(name);
                case "attempt" -> attempt = OptionalInt.of(in.attempt(name));
                case "step" -> step = in.steps(name);
                case "time" -> time = in.time(name);
                case "tokens" -> tokens = OptionalDouble.of(in.notNegative(name));
                case "metrics" -> metrics = in.numbers(name, Reason.NON_NUMERIC_METRIC);
                default -> in.unknown(name);
            }
        }
        required("run", run);
        required("step", step < 0 ? null : step);
        return new Checkpoint(
                run, attempt, step, required("time", time), tokens, required("metrics", metrics));
    }
}
