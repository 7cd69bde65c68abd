package io.github.descentry.views;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The mutable side of one {@link RunView}. Guarded by its board. */
final class RunRow {

    private final String run;
    private final Map<String, Forecast> forecasts = new TreeMap<>();
    private final Map<String, Anomaly> open = new LinkedHashMap<>();
    private final Map<String, StopSignal> signals = new LinkedHashMap<>();
    private Optional<String> project = Optional.empty();
    private Optional<String> group = Optional.empty();
    private int attempt = 1;
    private Instant time = Instant.MIN;

    RunRow(String run) {
        this.run = run;
    }

    void accept(Forecast forecast) {
        forecasts.put(forecast.metric(), forecast);
        learn(forecast.project(), forecast.group(), forecast.attempt(), forecast.time());
    }

    void accept(Anomaly anomaly) {
        if (anomaly.status().open()) {
            open.put(anomaly.id(), anomaly);
        } else {
            open.remove(anomaly.id());
        }
        learn(anomaly.project(), anomaly.group(), anomaly.attempt(), anomaly.time());
    }

    void accept(StopSignal signal) {
        signals.put(signal.id(), signal);
        learn(signal.project(), signal.group(), signal.attempt(), signal.time());
    }

    /** Whether nothing of its curves is left. */
    boolean forget(String metric) {
        forecasts.remove(metric);
        return forecasts.isEmpty();
    }

    private void learn(
            Optional<String> newProject, Optional<String> newGroup, int newAttempt, Instant at) {
        project = newProject.or(() -> project);
        group = newGroup.or(() -> group);
        attempt = Math.max(attempt, newAttempt);
        time = at.isAfter(time) ? at : time;
    }

    RunView view() {
        List<Forecast> curves = new ArrayList<>(forecasts.values());
        curves.sort(Comparator.comparing(Forecast::objective).reversed());
        // Of several curves the one that reported last tells best where the run stands: those that
        // report rarely, as validation does, have not heard of its end.
        Optional<Forecast> latest =
                curves.stream()
                        .max(
                                Comparator.comparing((Forecast curve) -> curve.state().ended())
                                        .thenComparing(Forecast::time));
        return new RunView(
                run,
                project,
                group,
                attempt,
                latest.map(Forecast::state).orElse(RunState.RUNNING),
                curves.stream().mapToLong(Forecast::step).max().orElse(0),
                latest.map(Forecast::totalSteps).orElse(OptionalLong.empty()),
                time,
                curves,
                List.copyOf(open.values()),
                List.copyOf(signals.values()));
    }
}
