package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.StopSignal;
import java.time.Instant;
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
        out.text("policy", signal.policy())
                .text("policy_version", signal.policyVersion())
                .text("held", signal.held());
    }

    @Override
    public StopSignal read(JsonReader in) {
        FindingFields shared = new FindingFields();
        String rule = null;
        Integer ruleVersion = null;
        StopSignal.Status status = null;
        StopSignal.Mode mode = null;
        String reason = null;
        Optional<Instant> expires = Optional.empty();
        Optional<String> policy = Optional.empty();
        Optional<String> policyVersion = Optional.empty();
        Optional<String> held = Optional.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "rule" -> rule = in.text(name);
                case "rule_version" -> ruleVersion = in.count(name);
                case "status" -> status = in.word(name, STATUS);
                case "mode" -> mode = in.word(name, MODE);
                case "reason" -> reason = in.text(name);
                case "expires" -> expires = Optional.of(in.time(name));
                case "policy" -> policy = Optional.of(in.text(name));
                case "policy_version" -> policyVersion = Optional.of(in.text(name));
                case "held" -> held = Optional.of(in.text(name));
                default -> shared.takeOrReport(name, in);
            }
        }
        return new StopSignal(
                shared.id(),
                shared.run(),
                shared.project(),
                shared.group(),
                shared.attempt(),
                required("rule", rule),
                required("rule_version", ruleVersion),
                required("status", status),
                required("mode", mode),
                shared.step(),
                shared.time(),
                required("reason", reason),
                shared.evidence(),
                expires,
                policy,
                policyVersion,
                held);
    }
}
