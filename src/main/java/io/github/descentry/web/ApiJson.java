package io.github.descentry.web;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.events.wire.TreeJson;
import io.github.descentry.views.Place;
import io.github.descentry.views.PoliciesView;
import io.github.descentry.views.RunView;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers as JSON. Records that are on the wire too are written as there. */
final class ApiJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ApiJson() {}

    /** {@code {"<name>":[…]}}. */
    static <T> String list(String name, List<T> items, BiConsumer<JsonGenerator, T> writer) {
        return object(
                out -> {
                    out.writeArrayPropertyStart(name);
                    items.forEach(item -> writer.accept(out, item));
                    out.writeEndArray();
                });
    }

    static <T> BiConsumer<JsonGenerator, T> wire(RecordJson<T> json) {
        return (out, item) ->
                out.writeRawValue(new String(json.write(item), StandardCharsets.UTF_8));
    }

    static String error(String message) {
        return object(out -> out.writeStringProperty("error", message));
    }

    static String status(String status) {
        return object(out -> out.writeStringProperty("status", status));
    }

    static String run(RunView run) {
        return object(
                out -> {
                    head(out, run);
                    array(out, "forecasts", run.forecasts(), RecordJson.FORECAST);
                    array(out, "open_anomalies", run.openAnomalies(), RecordJson.ANOMALY);
                    array(out, "stop_signals", run.signals(), RecordJson.STOP_SIGNAL);
                });
    }

    /** Whether the run should stop; if so, why and by whose leave. */
    static String decision(RunView run) {
        return object(
                out -> {
                    out.writeStringProperty("run", run.run());
                    out.writeNumberProperty("attempt", run.attempt());
                    out.writeBooleanProperty("stop", run.decision().isPresent());
                    run.decision().ifPresent(signal -> decision(out, signal));
                });
    }

    private static void decision(JsonGenerator out, StopSignal signal) {
        out.writeStringProperty("signal", signal.id());
        out.writeStringProperty("mode", lower(signal.mode()));
        out.writeStringProperty("rule", signal.rule());
        out.writeStringProperty("reason", signal.reason());
        out.writeNumberProperty("step", signal.step());
        signal.expires()
                .ifPresent(expires -> out.writeStringProperty("expires", expires.toString()));
        signal.policy().ifPresent(policy -> out.writeStringProperty("policy", policy));
        signal.policyVersion()
                .ifPresent(version -> out.writeStringProperty("policy_version", version));
    }

    /** The policies in force as their file says them, with version and source. */
    static String policies(PoliciesView policies) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", policies.version());
        tree.put("source", policies.published() ? "topic" : "configuration");
        tree.putAll(policies.tree());
        return new String(TreeJson.write(tree), StandardCharsets.UTF_8);
    }

    /** One line of the list of runs: where it stands, and the forecast of its objective. */
    static void summary(JsonGenerator out, RunView run) {
        out.writeStartObject();
        head(out, run);
        run.objective()
                .ifPresent(
                        forecast -> {
                            out.writeName("forecast");
                            wire(RecordJson.FORECAST).accept(out, forecast);
                        });
        out.writeNumberProperty("open_anomalies", run.openAnomalies().size());
        out.writeBooleanProperty("stop_advised", run.stopAdvised());
        run.stopMode().ifPresent(mode -> out.writeStringProperty("stop_mode", lower(mode)));
        out.writeEndObject();
    }

    private static void head(JsonGenerator out, RunView run) {
        out.writeStringProperty("run", run.run());
        run.project().ifPresent(project -> out.writeStringProperty("project", project));
        run.group().ifPresent(group -> out.writeStringProperty("group", group));
        out.writeNumberProperty("attempt", run.attempt());
        out.writeStringProperty("state", lower(run.state()));
        run.worstAnomaly().ifPresent(kind -> out.writeStringProperty("worst_anomaly", lower(kind)));
        out.writeNumberProperty("step", run.step());
        run.totalSteps().ifPresent(steps -> out.writeNumberProperty("total_steps", steps));
        out.writeStringProperty("time", run.time().toString());
        run.place().ifPresent(place -> place(out, place));
        run.unfitted()
                .ifPresent(
                        unfitted -> {
                            out.writeName("unfitted");
                            wire(RecordJson.UNFITTED_RUN).accept(out, unfitted);
                        });
    }

    private static void place(JsonGenerator out, Place place) {
        out.writeNumberProperty("rank", place.rank());
        out.writeNumberProperty("ranked_runs", place.runs());
        place.beatBest().ifPresent(chance -> out.writeNumberProperty("beat_best", chance));
    }

    private static <T> void array(
            JsonGenerator out, String name, List<T> items, RecordJson<T> json) {
        out.writeArrayPropertyStart(name);
        items.forEach(item -> wire(json).accept(out, item));
        out.writeEndArray();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String object(java.util.function.Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            fields.accept(out);
            out.writeEndObject();
        }
        return text.toString();
    }
}
