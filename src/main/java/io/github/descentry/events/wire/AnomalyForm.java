package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Anomaly;
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
                .text("sentence", anomaly.sentence())
                .text("rule", anomaly.rule());
    }

    @Override
    public Anomaly read(JsonReader in) {
        FindingFields shared = new FindingFields();
        Optional<String> metric = Optional.empty();
        Anomaly.Kind kind = null;
        Anomaly.Status status = null;
        Anomaly.Severity severity = null;
        Long firstStep = null;
        String sentence = null;
        Optional<String> rule = Optional.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "metric" -> metric = Optional.of(in.text(name));
                case "kind" -> kind = in.word(name, KIND);
                case "status" -> status = in.word(name, STATUS);
                case "severity" -> severity = in.word(name, SEVERITY);
                case "first_step" -> firstStep = in.whole(name);
                case "sentence" -> sentence = in.text(name);
                case "rule" -> rule = Optional.of(in.text(name));
                default -> shared.takeOrReport(name, in);
            }
        }
        return new Anomaly(
                shared.id(),
                shared.run(),
                shared.project(),
                shared.group(),
                metric,
                required("kind", kind),
                required("status", status),
                required("severity", severity),
                shared.attempt(),
                required("first_step", firstStep),
                shared.step(),
                shared.time(),
                shared.evidence(),
                required("sentence", sentence),
                rule);
    }
}
