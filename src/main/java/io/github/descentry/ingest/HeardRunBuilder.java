package io.github.descentry.ingest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Gathers the events of one job into a run. Where a step was reported twice, as after a restart,
 * the later values count.
 */
final class HeardRunBuilder {

    private static final String UNNAMED = "-";

    private final String run;
    private final List<RunEvent> events = new ArrayList<>();
    private Optional<RunStarted> started = Optional.empty();
    private Optional<RunEnded> ended = Optional.empty();

    HeardRunBuilder(String run) {
        this.run = run;
    }

    void add(RunEvent event) {
        events.add(event);
        if (event instanceof RunEnded end) {
            ended = Optional.of(end);
        } else {
            ended = Optional.empty();
            started = event instanceof RunStarted start ? Optional.of(start) : started;
        }
    }

    /** Empty if it has no values. */
    Optional<CorpusRun> build() {
        TreeMap<Long, Checkpoint> steps = new TreeMap<>();
        for (RunEvent event : events) {
            if (event instanceof Checkpoint checkpoint && !checkpoint.metrics().isEmpty()) {
                steps.merge(checkpoint.step(), checkpoint, HeardRunBuilder::both);
            }
        }
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> points = new HashMap<>();
        steps.values()
                .forEach(
                        each ->
                                each.metrics()
                                        .keySet()
                                        .forEach(name -> points.merge(name, 1, Integer::sum)));
        RunStarted said = started.orElseGet(() -> unsaid(events.get(0)));
        Optional<String> metric =
                said.objective().map(Objective::metric).filter(points::containsKey);
        return Optional.of(
                new CorpusRun(
                        run,
                        said.project().or(said::group).orElse(UNNAMED),
                        Optional.of(
                                new CorpusPlan(
                                        said.plan().totalSteps(),
                                        OptionalDouble.empty(),
                                        Optional.empty())),
                        OptionalDouble.empty(),
                        Optional.of(outcome()),
                        metric.or(() -> MainMetric.among(points)),
                        said.group(),
                        List.copyOf(steps.values()),
                        Optional.of(new Heard(said, ended, events))));
    }

    /** {@code ok} if it has completed, which is all that can be known without a person's look. */
    private String outcome() {
        if (ended.isEmpty()) {
            return "running";
        }
        RunEnded.Status status = ended.get().status();
        return status == RunEnded.Status.COMPLETED ? "ok" : status.name().toLowerCase(Locale.ROOT);
    }

    private RunStarted unsaid(RunEvent first) {
        return new RunStarted(
                run,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                first.time(),
                Plan.UNKNOWN,
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private static Checkpoint both(Checkpoint earlier, Checkpoint later) {
        Map<String, Double> metrics = new LinkedHashMap<>(earlier.metrics());
        metrics.putAll(later.metrics());
        return new Checkpoint(
                later.run(), later.attempt(), later.step(), later.time(), later.tokens(), metrics);
    }
}
