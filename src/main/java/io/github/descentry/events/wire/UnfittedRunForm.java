package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.RunState;
import io.github.descentry.events.UnfittedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The fields of a run without a curve. */
final class UnfittedRunForm implements RecordForm<UnfittedRun> {

    @Override
    public String type() {
        return "unfitted_run";
    }

    @Override
    public void write(UnfittedRun record, JsonWriter out) {
        out.text("run", record.run())
                .text("project", record.project())
                .text("group", record.group())
                .whole("attempt", record.attempt())
                .word("state", ForecastForm.STATE, record.state())
                .whole("step", record.step())
                .time("time", record.time())
                .whole("total_steps", record.totalSteps())
                .array("metrics");
        record.metrics().forEach(out::element);
        out.endArray().text("sentence", record.sentence());
    }

    @Override
    public UnfittedRun read(JsonReader in) {
        String run = null;
        Optional<String> project = Optional.empty();
        Optional<String> group = Optional.empty();
        Integer attempt = null;
        RunState state = null;
        Long step = null;
        Instant time = null;
        OptionalLong totalSteps = OptionalLong.empty();
        List<String> metrics = null;
        String sentence = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "run" -> run = in.text(name);
                case "project" -> project = Optional.of(in.text(name));
                case "group" -> group = Optional.of(in.text(name));
                case "attempt" -> attempt = in.count(name);
                case "state" -> state = in.word(name, ForecastForm.STATE);
                case "step" -> step = in.whole(name);
                case "time" -> time = in.time(name);
                case "total_steps" -> totalSteps = OptionalLong.of(in.whole(name));
                case "metrics" -> metrics = metrics(in);
                case "sentence" -> sentence = in.text(name);
                default -> in.unknown(name);
            }
        }
        return new UnfittedRun(
                required("run", run),
                project,
                group,
                required("attempt", attempt),
                required("state", state),
                required("step", step),
                required("time", time),
                totalSteps,
                required("metrics", metrics),
                required("sentence", sentence));
    }

    private static List<String> metrics(JsonReader in) {
        in.array("metrics");
        List<String> metrics = new ArrayList<>();
        while (in.nextElement()) {
            metrics.add(in.text("metrics"));
        }
        return metrics;
    }
}
