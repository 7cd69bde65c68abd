package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A training job of the tests: sends events to a monitor, one second a step, and keeps answers. */
final class Job {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final RunMonitor monitor;
    final String name;
    final List<Forecast> forecasts = new ArrayList<>();
    final List<Anomaly> anomalies = new ArrayList<>();
    final List<StopSignal> signals = new ArrayList<>();
    RunMemory memory;
    Instant now = START;
    Outcome last = Outcome.NOTHING;

    /** Whether the memory goes through its encoding after every event. */
    boolean roundTrip;

    Job(MonitorConfig config, String name) {
        monitor = new RunMonitor(config);
        this.name = name;
        memory = new RunMemory(name);
    }

    Job(String name) {
        this(MonitorConfig.defaults(), name);
    }

    Outcome take(RunEvent event) {
        last = monitor.step(memory, event, now);
        keep();
        return last;
    }

    private void keep() {
        forecasts.addAll(last.forecasts());
        anomalies.addAll(last.anomalies());
        signals.addAll(last.signals());
        if (roundTrip) {
            memory = RunMemory.decode(memory.encode());
        }
    }

    Outcome start(Plan plan, Optional<String> group, Optional<Objective> objective) {
        return take(
                new RunStarted(
                        name,
                        Optional.empty(),
                        group,
                        OptionalInt.empty(),
                        now,
                        plan,
                        objective,
                        Map.of(),
                        Map.of()));
    }

    Outcome start(long totalSteps) {
        return start(Plan.ofSteps(totalSteps), Optional.empty(), Optional.empty());
    }

    Outcome report(long step, Object... metrics) {
        return report(OptionalInt.empty(), step, metrics);
    }

    Outcome report(OptionalInt attempt, long step, Object... metrics) {
        now = now.plusSeconds(1);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < metrics.length; i += 2) {
            values.put((String) metrics[i], ((Number) metrics[i + 1]).doubleValue());
        }
        return take(new Checkpoint(name, attempt, step, now, OptionalDouble.empty(), values));
    }

    Outcome end(RunEnded.Status status) {
        now = now.plusSeconds(1);
        return take(new RunEnded(name, OptionalInt.empty(), now, status));
    }

    Outcome silence(Duration length) {
        last = monitor.silence(memory, now.plus(length));
        keep();
        return last;
    }

    List<Anomaly.Status> turns(Anomaly.Kind kind) {
        return anomalies.stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .map(Anomaly::status)
                .toList();
    }

    Forecast latest() {
        return forecasts.get(forecasts.size() - 1);
    }

    static Optional<Objective> objective(String metric, double target) {
        return Optional.of(new Objective(metric, Goal.MINIMIZE, OptionalDouble.of(target)));
    }
}
