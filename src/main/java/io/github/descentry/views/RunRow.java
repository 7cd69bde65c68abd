package io.github.descentry.views;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The mutable side of one {@link RunView}. Guarded by its board. */
final class RunRow {

    private final String run;
    private final Map<String, Forecast> forecasts = new TreeMap<>();
    private final Map<String, Anomaly> open = new LinkedHashMap<>();
    private final Map<String, StopSignal> signals = new LinkedHashMap<>();
    private Optional<String> project = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Optional<UnfittedRun> unfitted = Optional.empty();

    /** Whether the monitor has forgotten it, as far as is known. */
    private boolean forgotten;

    /** The latest attempt that anything was said of. */
    private int attempt = 1;

    private Instant time = Instant.MIN;

    /** Time of the last report before the latest end that is known of. */
    private Instant ended = Instant.MIN;

    RunRow(String run) {
        this.run = run;
    }

    void accept(Forecast forecast) {
        forgotten = false;
        unfitted = Optional.empty();
        forecasts.put(forecast.metric(), forecast);
        if (forecast.state().ended() && forecast.time().isAfter(ended)) {
            ended = forecast.time();
        }
        learn(forecast.project(), forecast.group(), forecast.attempt(), forecast.time());
    }

    void accept(UnfittedRun newUnfitted) {
        forgotten = false;
        unfitted = Optional.of(newUnfitted);
        learn(
                newUnfitted.project(),
                newUnfitted.group(),
                newUnfitted.attempt(),
                newUnfitted.time());
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

    void forget(String metric) {
        forecasts.remove(metric);
        forgotten = forecasts.isEmpty();
    }

    void forgetUnfitted() {
        unfitted = Optional.empty();
        forgotten = forecasts.isEmpty();
    }

    boolean shown() {
        return !forgotten;
    }

    /**
     * The attempt that reports. Its curves know best: signals may be of an earlier life of a run
     * that the monitor has forgotten since.
     */
    private int attempt() {
        return forecasts.values().stream()
                .mapToInt(Forecast::attempt)
                .max()
                .orElse(unfitted.map(UnfittedRun::attempt).orElse(attempt));
    }

    private void learn(
            Optional<String> newProject, Optional<String> newGroup, int newAttempt, Instant at) {
        project = newProject.or(() -> project);
        group = newGroup.or(() -> group);
        attempt = Math.max(attempt, newAttempt);
        time = at.isAfter(time) ? at : time;
    }

    /** Whether a stop is advised for the run as it is: it may have ended, or gone on, since. */
    private boolean stands(StopSignal signal) {
        return signal.status() == StopSignal.Status.ADVISED
                && signal.attempt() >= attempt()
                && signal.time().isAfter(ended)
                && signal.expires().filter(expires -> expires.isBefore(time)).isEmpty();
    }

    /**
     * @param places where a run of a group stands, by group and run
     */
    RunView view(BiFunction<String, String, Optional<Place>> places) {
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
                attempt(),
                latest.map(Forecast::state)
                        .or(() -> unfitted.map(UnfittedRun::state))
                        .orElse(RunState.RUNNING),
                latest.flatMap(Forecast::worstAnomaly),
                curves.stream()
                        .mapToLong(Forecast::step)
                        .max()
                        .orElse(unfitted.map(UnfittedRun::step).orElse(0L)),
                latest.map(Forecast::totalSteps)
                        .or(() -> unfitted.map(UnfittedRun::totalSteps))
                        .orElse(OptionalLong.empty()),
                time,
                group.flatMap(it -> places.apply(it, run)),
                curves,
                unfitted,
                List.copyOf(open.values()),
                signals.values().stream().filter(this::stands).toList());
    }
}
