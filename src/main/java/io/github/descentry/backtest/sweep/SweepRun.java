package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.FinalValue;
import io.github.descentry.backtest.StudyPlan;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A recorded run of a group with what the monitor said of it at each report. What is forecast for a
 * run does not depend on its siblings, so it is done once for all policies.
 *
 * @param run name of the run
 * @param goal which way its main metric is better
 * @param finalValue what it ended at; NaN if at no number
 * @param length planned steps, see {@link StudyPlan}
 * @param points its reports, in order
 * @param ended the forecast that tells of its end, where it had one
 */
public record SweepRun(
        String run,
        Goal goal,
        double finalValue,
        double length,
        List<Point> points,
        Optional<Forecast> ended) {

    public SweepRun {
        points = List.copyOf(points);
    }

    /**
     * A report.
     *
     * @param share share of the plan done
     * @param value of the main metric; empty if this report had none
     * @param forecast of the main metric; present with a value
     * @param advised whether a rule that needs no siblings advised to stop
     */
    public record Point(
            double share, OptionalDouble value, Optional<Forecast> forecast, boolean advised) {}

    /** Whether one final value is better than another; any number is better than none. */
    public static boolean better(Goal goal, double value, double than) {
        return !Double.isNaN(value) && (Double.isNaN(than) || goal.better(value, than));
    }

    /** Lets the monitor follow a run that has a main metric. */
    public static SweepRun of(CorpusRun run, String group, MonitorConfig config) {
        String metric = run.mainMetric().orElseThrow();
        Plan plan = StudyPlan.of(run);
        double length = plan.totalSteps().orElseThrow();
        RunStarted started = run.started();
        Objective objective =
                started.objective()
                        .orElse(new Objective(metric, Goal.MINIMIZE, OptionalDouble.empty()));
        RunMonitor monitor = new RunMonitor(config);
        RunMemory memory = new RunMemory(run.run());
        monitor.step(
                memory,
                new RunStarted(
                        run.run(),
                        Optional.empty(),
                        Optional.of(group),
                        OptionalInt.empty(),
                        started.time(),
                        plan,
                        Optional.of(objective),
                        Map.of(),
                        Map.of()),
                started.time());
        List<Point> points = new ArrayList<>();
        for (Checkpoint checkpoint : run.checkpoints()) {
            Outcome outcome = monitor.step(memory, checkpoint, checkpoint.time());
            Optional<Forecast> forecast = forecast(outcome, metric);
            boolean advised =
                    outcome.signals().stream()
                            .anyMatch(it -> it.status() == StopSignal.Status.ADVISED);
            if (forecast.isPresent() || advised) {
                Double value = checkpoint.metrics().get(metric);
                points.add(
                        new Point(
                                checkpoint.step() / length,
                                value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
                                forecast,
                                advised));
            }
        }
        Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
        RunEnded end =
                new RunEnded(
                        run.run(), OptionalInt.empty(), last.time(), RunEnded.Status.COMPLETED);
        Optional<Forecast> ended = forecast(monitor.step(memory, end, last.time()), metric);
        double finalValue = FinalValue.of(run, metric);
        return new SweepRun(
                run.run(),
                objective.goal(),
                Double.isFinite(finalValue) ? finalValue : Double.NaN,
                length,
                points,
                ended);
    }

    private static Optional<Forecast> forecast(Outcome outcome, String metric) {
        return outcome.forecasts().stream().filter(it -> it.metric().equals(metric)).findFirst();
    }

    /** The level it stood at after a number of its reports. */
    double level(int reports) {
        List<Double> values = new ArrayList<>();
        for (Point point : points.subList(0, reports)) {
            if (point.value().isPresent() && Double.isFinite(point.value().getAsDouble())) {
                values.add(point.value().getAsDouble());
            }
        }
        return FinalValue.of(values);
    }
}
