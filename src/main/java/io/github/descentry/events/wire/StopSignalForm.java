package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The fields of a stop signal. */
final class StopSignalForm implements RecordForm<StopSignal> {

    static final Words<StopSignal.Status> STATUS = new Words<>(StopSignal.Status.class);
    private static final Words<StopSignal.Mode> MODE = new Words<>(StopSignal.Mode.class);

    @Override
    public String type() {
        return "stop_signal";
    }

    @Override
    public void write(StopSignal signal, JsonWriter out) {
        out.text("id", signal.id())
                .text("run", signal.run())
                .text("project", signal.project())
                .text("group", signal.group())
                .whole("attempt", signal.attempt())
                .text("rule", signal.rule())
                .whole("rule_version", signal.ruleVersion())
                .word("status", STATUS, signal.status())
                .word("mode", MODE, signal.mode())
                .whole("step", signal.step())
                .time("time", signal.time())
                .text("reason", signal.reason())
                .numbers("evidence", signal.evidence());
        if (signal.expires().isPresent()) {
            out.time("expires", signal.expires().get());
        }
    }

    @Override
    public StopSignal read(JsonReader in) {
        String id = null;
        String run = null;
        Optional<String> project = Optional.empty();
        Optional<String> group = Optional.empty();
        Integer attempt = null;
        String rule = null;
        Integer ruleVersion = null;
        StopSignal.Status status = null;
        StopSignal.Mode mode = null;
        Long step = null;
        Instant time = null;
        String reason = null;
        Map<String, Double> evidence = null;
        Optional<Instant> expires = Optional.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "id" -> id = in.text(name);
                case "run" -> run = in.text(name);
                case "project" -> project = Optional.of(in.text(name));
                case "group" -> group = Optional.of(in.text(name));
                case "attempt" -> attempt = in.count(name);
                case "rule" -> rule = in.text(name);
                case "rule_version" -> ruleVersion = in.count(name);
                case "status" -> status = in.word(name, STATUS);
                case "mode" -> mode = in.word(name, MODE);
                case "step" -> step = in.whole(name);
                case "time" -> time = in.time(name);
                case "reason" -> reason = in.text(name);
                case "evidence" -> evidence = in.numbers(name, Reason.INVALID_VALUE);
                case "expires" -> expires = Optional.of(in.time(name));
                default -> in.unknown(name);
            }
        }
        return new StopSignal(
                required("id", id),
                required("run", run),
                project,
                group,
                required("attempt", attempt),
                required("rule", rule),
                required("rule_version", ruleVersion),
                required("status", status),
                required("mode", mode),
                required("step", step),
                required("time", time),
                required("reason", reason),
                required("evidence", evidence),
                expires);
    }
}
