package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunStarted;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How well the final value of recorded runs is forecast when a part of them was seen.
 *
 * <p>Every run goes event by event through the same {@link RunMonitor} that runs live, all of its
 * metrics; what it publishes for the main metric when 10, 25, 50, 75 and 90 % of the steps are seen
 * is held against its {@link FinalValue}. Peers get the same values up to the same step.
 */
public final class ForecastStudy {

    /** Shares of the steps at which forecasts are taken, in percent. */
    public static final List<Integer> SEEN = List.of(10, 25, 50, 75, 90);

    /**
     * A final value is the median of the last 5 %: peers forecast the middle of that stretch too.
     */
    private static final double FINAL_SHARE = 0.975;

    private static final int LEAST_VALUES = 3;

    private final RunMonitor monitor;

    public ForecastStudy(MonitorConfig config) {
        monitor = new RunMonitor(config);
    }

    /** The forecasts of one run; none if it has no finite final value or no main metric. */
    public List<Verdict> verdicts(CorpusRun run) {
        if (run.checkpoints().isEmpty() || run.mainMetric().isEmpty()) {
            return List.of();
        }
        String metric = run.mainMetric().get();
        double actual = FinalValue.of(run, metric);
        if (!Double.isFinite(actual)) {
            return List.of();
        }
        Plan plan = StudyPlan.of(run);
        double length = plan.totalSteps().orElseThrow();
        RunMemory memory = new RunMemory(run.run());
        RunStarted started = planned(run.started(), plan, metric);
        monitor.step(memory, started, started.time());
        Series series = new Series();
        List<Verdict> verdicts = new ArrayList<>();
        Optional<Forecast> latest = Optional.empty();
        int next = 0;
        for (Checkpoint checkpoint : run.checkpoints()) {
            while (next < SEEN.size() && checkpoint.step() > SEEN.get(next) / 100.0 * length) {
                verdict(run, SEEN.get(next), length, actual, series, latest, verdicts);
                next++;
            }
            for (Forecast forecast :
                    monitor.step(memory, checkpoint, checkpoint.time()).forecasts()) {
                latest = forecast.metric().equals(metric) ? Optional.of(forecast) : latest;
            }
            Double value = checkpoint.metrics().get(metric);
            if (value != null && Double.isFinite(value)) {
                series.add(checkpoint.step(), value);
            }
        }
        return verdicts;
    }

    private static void verdict(
            CorpusRun run,
            int seen,
            double length,
            double actual,
            Series series,
            Optional<Forecast> latest,
            List<Verdict> verdicts) {
        Optional<Forecast.Estimate> estimate = latest.flatMap(Forecast::estimate);
        if (series.size() < LEAST_VALUES || estimate.isEmpty()) {
            return;
        }
        verdicts.add(
                new Verdict(
                        run.run(),
                        run.collection(),
                        seen,
                        actual,
                        estimate.get().quantiles(),
                        PowerLawPeer.forecast(series, FINAL_SHARE * length),
                        LastValuePeer.forecast(series)));
    }

    /** One row per collection and share seen, sorted. */
    public static List<AccuracyRow> rows(List<Verdict> verdicts) {
        Map<String, Map<Integer, List<Verdict>>> cells = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            cells.computeIfAbsent(verdict.collection(), name -> new TreeMap<>())
                    .computeIfAbsent(verdict.seen(), seen -> new ArrayList<>())
                    .add(verdict);
        }
        List<AccuracyRow> rows = new ArrayList<>();
        cells.forEach(
                (collection, bySeen) ->
                        bySeen.forEach(
                                (seen, cell) -> rows.add(AccuracyRow.of(collection, seen, cell))));
        return rows;
    }

    /** The start as the job would have said it; a metric of an unknown name is a loss. */
    private static RunStarted planned(RunStarted started, Plan plan, String metric) {
        return new RunStarted(
                started.run(),
                started.project(),
                started.group(),
                started.attempt(),
                started.time(),
                plan,
                started.objective()
                        .or(
                                () ->
                                        Optional.of(
                                                new Objective(
                                                        metric,
                                                        Goal.MINIMIZE,
                                                        OptionalDouble.empty()))),
                started.covariates(),
                started.tags());
    }
}
