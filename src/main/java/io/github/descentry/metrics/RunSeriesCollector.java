package io.github.descentry.metrics;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Turns {@link RunSeries} into samples at each scrape. One collector for all of them: gauges that
 * are registered one by one must be removed one by one and take twice as long to scrape.
 */
final class RunSeriesCollector implements MultiCollector {

    private final RunSeries series;

    RunSeriesCollector(RunSeries series) {
        this.series = series;
    }

    @Override
    public MetricSnapshots collect() {
        Samples samples = new Samples();
        Map<String, Integer> byState = new TreeMap<>();
        for (RunState state : RunState.values()) {
            byState.put(lower(state), 0);
        }
        RunSeries.Shown shown = series.current();
        for (List<Forecast> curves : shown.runs()) {
            Forecast latest =
                    curves.stream().max(Comparator.comparingLong(Forecast::step)).orElseThrow();
            String state = lower(latest.state());
            byState.merge(state, 1, Integer::sum);
            addRun(samples, curves.get(0), latest, state);
            addAnomalies(samples, latest, shown.open().getOrDefault(latest.run(), List.of()));
            curves.forEach(curve -> addCurve(samples, curve));
        }
        byState.forEach(
                (state, count) -> samples.add(Meter.RUNS, Labels.of("state", state), count));
        samples.add(Meter.RUN_SERIES_CAPPED, Labels.EMPTY, shown.capped());
        return samples.snapshots();
    }

    private static void addRun(Samples samples, Forecast objective, Forecast latest, String state) {
        String run = latest.run();
        String group = latest.group().orElse("");
        Labels labels = Labels.of("run", run, "group", group);
        samples.add(
                Meter.RUN_INFO,
                Labels.of(
                        "run",
                        run,
                        "group",
                        group,
                        "project",
                        latest.project().orElse(""),
                        "objective",
                        objective.objective() ? objective.metric() : "",
                        "schedule",
                        lower(latest.schedule()),
                        "attempt",
                        Integer.toString(latest.attempt())),
                1);
        samples.add(Meter.RUN_STATE, labels.add("state", state), 1);
        samples.add(Meter.RUN_STEP, labels, latest.step());
        if (latest.totalSteps().isPresent()) {
            samples.add(Meter.RUN_PLANNED_STEPS, labels, latest.totalSteps().getAsLong());
        }
        samples.add(Meter.RUN_LAST_CHECKPOINT, labels, latest.time().toEpochMilli() / 1000.0);
        add(samples, Meter.RUN_LEARNING_RATE, labels, latest.learningRate());
    }

    private static void addAnomalies(Samples samples, Forecast of, List<Anomaly> open) {
        Map<Labels, Integer> counts = new LinkedHashMap<>();
        for (Anomaly anomaly : open) {
            Labels labels =
                    Labels.of(
                            "run",
                            of.run(),
                            "group",
                            of.group().orElse(""),
                            "kind",
                            lower(anomaly.kind()),
                            "severity",
                            lower(anomaly.severity()));
            counts.merge(labels, 1, Integer::sum);
        }
        counts.forEach((labels, count) -> samples.add(Meter.RUN_ANOMALY, labels, count));
    }

    private static void addCurve(Samples samples, Forecast curve) {
        boolean falls = curve.goal() == Goal.MINIMIZE;
        Labels labels =
                Labels.of(
                        "run",
                        curve.run(),
                        "group",
                        curve.group().orElse(""),
                        "metric",
                        curve.metric());
        samples.add(falls ? Meter.RUN_LOSS : Meter.RUN_SCORE, labels, curve.value());
        add(samples, Meter.RUN_SMOOTHED, labels, curve.smoothed());
        add(samples, Meter.RUN_RESIDUAL, labels, curve.zscore());
        if (curve.standing().isPresent() && !curve.state().ended()) {
            add(samples, Meter.RUN_BEAT_BEST, labels, curve.standing().get().beatBest());
        }
        if (curve.estimate().isEmpty()) {
            return;
        }
        Forecast.Estimate estimate = curve.estimate().get();
        Meter meter = falls ? Meter.RUN_FORECAST_LOSS : Meter.RUN_FORECAST_SCORE;
        Forecast.Quantiles quantiles = estimate.quantiles();
        samples.add(meter, labels.add("quantile", "0.025"), quantiles.p025());
        samples.add(meter, labels.add("quantile", "0.1"), quantiles.p10());
        samples.add(meter, labels.add("quantile", "0.25"), quantiles.p25());
        samples.add(meter, labels.add("quantile", "0.5"), quantiles.p50());
        samples.add(meter, labels.add("quantile", "0.75"), quantiles.p75());
        samples.add(meter, labels.add("quantile", "0.9"), quantiles.p90());
        samples.add(meter, labels.add("quantile", "0.975"), quantiles.p975());
        samples.add(Meter.RUN_FORECAST_LIMIT, labels, estimate.limit());
        samples.add(Meter.RUN_ANNEALING_WORTH, labels, estimate.annealingWorth());
        add(samples, Meter.RUN_BEAT_TARGET, labels, estimate.beatTarget());
    }

    private static void add(Samples samples, Meter meter, Labels labels, OptionalDouble value) {
        if (value.isPresent()) {
            samples.add(meter, labels, value.getAsDouble());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
