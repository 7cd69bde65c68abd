package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.views.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo has to say at its end, for people or for programs.
 *
 * @param started when the jobs were started
 * @param elapsed how long they ran
 * @param settled whether the monitor knew the end of every run, and of every silent one that it is
 *     silent
 * @param policies version of the policies in force at the end; absent: not known yet
 * @param runs in the order they were shown in
 * @param earlier those of earlier sessions that are kept, latest first
 */
record DemoReport(
        Instant started,
        Duration elapsed,
        boolean settled,
        Optional<String> policies,
        List<RunOutcome> runs,
        List<RunView> earlier) {

    private static final List<String> NONE = List.of("  none");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    DemoReport {
        runs = List.copyOf(runs);
        earlier = List.copyOf(earlier);
    }

    /**
     * One JSON document. Plan, forecasts, anomalies and stop signals look as they do on their
     * topics; numbers that are not finite are strings, what is absent is left out.
     */
    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("type", "demo_report");
        root.put("version", Version.current());
        root.put("time", started.toString());
        root.put("seconds", elapsed.toMillis() / 1000.0);
        root.put("settled", settled);
        policies.ifPresent(version -> root.put("policy_version", version));
        ArrayNode array = root.putArray("runs");
        runs.forEach(run -> array.add(json(run)));
        ArrayNode others = root.putArray("earlier_runs");
        for (RunView run : earlier) {
            ObjectNode node = others.addObject();
            node.put("run", run.run());
            put(node, run);
            run.objective().ifPresent(forecast -> node.put("value", forecast.value()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode json(RunOutcome run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", run.name());
        node.put("about", run.about());
        ArrayNode found = node.putArray("found");
        run.found().forEach(found::add);
        run.started()
                .ifPresent(
                        started -> {
                            ObjectNode event = tree(RunEventJson.write(started));
                            node.setAll(event.retain("group", "plan", "objective"));
                        });
        run.view().ifPresent(view -> put(node, view));
        run.finalValue().ifPresent(value -> node.put("final_value", value));
        ArrayNode forecasts = node.putArray("forecasts");
        for (ForecastHistory.Entry entry : run.history()) {
            ObjectNode forecast = forecasts.addObject();
            forecast.put("seen", entry.seen());
            forecast.setAll(tree(RecordJson.FORECAST.write(entry.forecast())));
            run.finalValue()
                    .ifPresent(
                            value ->
                                    forecast.put(
                                            "inside80",
                                            entry.forecast()
                                                    .estimate()
                                                    .orElseThrow()
                                                    .quantiles()
                                                    .inside80(value)));
        }
        ArrayNode anomalies = node.putArray("anomalies");
        run.anomalies().forEach(turn -> anomalies.add(tree(RecordJson.ANOMALY.write(turn))));
        ArrayNode signals = node.putArray("stop_signals");
        run.signals().forEach(turn -> signals.add(tree(RecordJson.STOP_SIGNAL.write(turn))));
        return node;
    }

    private static void put(ObjectNode node, RunView view) {
        node.put("state", view.state().name().toLowerCase(Locale.ROOT));
        view.worstAnomaly()
                .ifPresent(kind -> node.put("worst_anomaly", kind.name().toLowerCase(Locale.ROOT)));
        node.put("step", view.step());
    }

    private static ObjectNode tree(byte[] json) {
        ObjectNode node = (ObjectNode) JSON.readTree(json);
        node.remove("type");
        return node;
    }

    /** A table of the runs, then what was found, in short and in full. */
    List<String> lines() {
        int name = runs.stream().mapToInt(run -> run.name().length()).max().orElse(3);
        List<String> lines = new ArrayList<>();
        lines.add(row(name, "run", "at 25%", "at 50%", "at 75%", "final", "in 80%", "state"));
        for (RunOutcome run : runs) {
            List<String> cells = new ArrayList<>(List.of(run.name()));
            for (double seen : ForecastHistory.SEEN) {
                cells.add(
                        run.history().stream()
                                .filter(entry -> entry.seen() == seen)
                                .findFirst()
                                .flatMap(entry -> entry.forecast().estimate())
                                .map(Forecast.Estimate::mean)
                                .map(Figures::value)
                                .orElse("-"));
            }
            OptionalDouble finalValue = run.finalValue();
            cells.add(finalValue.isPresent() ? Figures.value(finalValue.getAsDouble()) : "-");
            cells.add(
                    finalValue.isEmpty() || run.history().isEmpty()
                            ? "-"
                            : run.inside80() + "/" + run.history().size());
            cells.add(run.view().map(DemoReport::state).orElse("-"));
            lines.add(row(name, cells.toArray(String[]::new)));
        }
        lines.add("");
        lines.add("what is wrong, and what was found");
        int about = runs.stream().mapToInt(run -> run.about().length()).max().orElse(0);
        for (RunOutcome run : runs) {
            String found = run.found().isEmpty() ? "-" : String.join(", ", run.found());
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-" + name + "s  %-" + Math.max(1, about) + "s  %s",
                            run.name(),
                            run.about(),
                            found));
        }
        lines.add("");
        lines.add("anomalies");
        List<String> lives = runs.stream().flatMap(run -> lives(run).stream()).toList();
        lines.addAll(lives.isEmpty() ? NONE : lives);
        lines.add("");
        lines.add(DemoView.signalsHead(policies) + ": nothing was stopped");
        List<String> signals = runs.stream().flatMap(run -> signals(run).stream()).toList();
        lines.addAll(signals.isEmpty() ? NONE : signals);
        if (!earlier.isEmpty()) {
            lines.add("");
            lines.addAll(earlierLines());
        }
        return lines;
    }

    private List<String> earlierLines() {
        List<String> lines = new ArrayList<>(List.of("earlier sessions"));
        int name = earlier.stream().mapToInt(run -> run.run().length()).max().orElseThrow();
        for (RunView run : earlier) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %-" + name + "s %7s  %s",
                            run.run(),
                            run.objective()
                                    .map(forecast -> Figures.value(forecast.value()))
                                    .orElse("-"),
                            state(run)));
        }
        return lines;
    }

    private static List<String> signals(RunOutcome run) {
        return run.signals().stream()
                .flatMap(
                        signal ->
                                Stream.of(
                                        "  " + DemoView.subject(signal), "    " + signal.reason()))
                .toList();
    }

    /** With what is wrong with the run, or what it ended with. */
    private static String state(RunView view) {
        String state = view.state().name().toLowerCase(Locale.ROOT);
        return view.worstAnomaly()
                .filter(kind -> kind != Anomaly.Kind.STALLED) // the state says so
                .map(kind -> state + ", " + kind.name().toLowerCase(Locale.ROOT))
                .orElse(state);
    }

    /** One line for each anomaly: its turns with their steps. */
    private static List<String> lives(RunOutcome run) {
        Map<String, List<Anomaly>> byId = new LinkedHashMap<>();
        run.anomalies()
                .forEach(
                        turn -> byId.computeIfAbsent(turn.id(), id -> new ArrayList<>()).add(turn));
        List<String> lines = new ArrayList<>();
        for (List<Anomaly> turns : byId.values()) {
            Anomaly first = turns.get(0);
            lines.add(
                    "  "
                            + run.name()
                            + " "
                            + first.kind().name().toLowerCase(Locale.ROOT)
                            + first.metric().map(metric -> " of " + metric).orElse("")
                            + ": "
                            + turns.stream()
                                    .map(
                                            turn ->
                                                    turn.status().name().toLowerCase(Locale.ROOT)
                                                            + " at "
                                                            + turn.step())
                                    .collect(Collectors.joining(", ")));
        }
        return lines;
    }

    private static String row(int name, String... cells) {
        return String.format(
                        Locale.ROOT, "%-" + name + "s %7s %7s %7s %7s %6s  %s", (Object[]) cells)
                .stripTrailing();
    }
}
