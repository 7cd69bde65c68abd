package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The fields of an anomaly. */
final class AnomalyForm implements RecordForm<Anomaly> {

    static final Words<Anomaly.Kind> KIND = new Words<>(Anomaly.Kind.class);
    static final Words<Anomaly.Status> STATUS = new Words<>(Anomaly.Status.class);
    private static final Words<Anomaly.Severity> SEVERITY = new Words<>(Anomaly.Severity.class);

    @Override
    public String type() {
        return "anomaly";
    }

    @Override
    public void write(Anomaly anomaly, JsonWriter out) {
        out.text("id", anomaly.id())
                .text("run", anomaly.run())
                .text("project", anomaly.project())
                .text("group", anomaly.group())
                .text("metric", anomaly.metric())
                .word("kind", KIND, anomaly.kind())
                .word("status", STATUS, anomaly.status())
                .word("severity", SEVERITY, anomaly.severity())
                .whole("attempt", anomaly.attempt())
                .whole("first_step", anomaly.firstStep())
                .whole("step", anomaly.step())
                .time("time", anomaly.time())
                .numbers("evidence", anomaly.evidence())
                .text("sentence", anomaly.sentence());
    }

    @Override
    public Anomaly read(JsonReader in) {
        String id = null;
        String run = null;
        Optional<String> project = Optional.empty();
        Optional<String> group = Optional.empty();
        Optional<String> metric = Optional.empty();
        Anomaly.Kind kind = null;
        Anomaly.Status status = null;
        Anomaly.Severity severity = null;
        Integer attempt = null;
        Long firstStep = null;
        Long step = null;
        Instant time = null;
        Map<String, Double> evidence = null;
        String sentence = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "id" -> id = in.text(name);
                case "run" -> run = in.text(name);
                case "project" -> project = Optional.of(in.text(name));
                case "group" -> group = Optional.of(in.text(name));
                case "metric" -> metric = Optional.of(in.text(name));
                case "kind" -> kind = in.word(name, KIND);
                case "status" -> status = in.word(name, STATUS);
                case "severity" -> severity = in.word(name, SEVERITY);
                case "attempt" -> attempt = in.count(name);
                case "first_step" -> firstStep = in.whole(name);
                case "step" -> step = in.whole(name);
                case "time" -> time = in.time(name);
                case "evidence" -> evidence = in.numbers(name, Reason.INVALID_VALUE);
                case "sentence" -> sentence = in.text(name);
                default -> in.unknown(name);
            }
        }
        return new Anomaly(
                required("id", id),
                required("run", run),
                project,
                group,
                metric,
                required("kind", kind),
                required("status", status),
                required("severity", severity),
                required("attempt", attempt),
                required("first_step", firstStep),
                required("step", step),
                required("time", time),
                required("evidence", evidence),
                required("sentence", sentence));
    }
}
