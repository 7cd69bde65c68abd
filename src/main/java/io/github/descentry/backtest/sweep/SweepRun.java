package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.FinalValue;
import io.github.descentry.backtest.StudyPlan;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.stop.policy.RunIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
 * @param policy name of the policy of the file under study that governs it; absent: none does
 * @param duration how long its plan would have taken by its clock
 */
public record SweepRun(
        String run,
        Goal goal,
        double finalValue,
        double length,
        List<Point> points,
        Optional<Forecast> ended,
        Optional<String> policy,
        Duration duration) {

    public SweepRun {
        points = List.copyOf(points);
    }

    /**
     * A report.
     *
     * @param share share of the plan done
     * @param value of the main metric; empty if this report had none
     * @param forecast of the main metric; present with a value
     * @param advised the advice to stop of a rule that needs no siblings, if there was one
     * @param signals what such rules of its policy say
     */
    public record Point(
            double share,
            OptionalDouble value,
            Optional<Forecast> forecast,
            Optional<StopSignal> advised,
            List<StopSignal> signals) {

        public Point {
            signals = List.copyOf(signals);
        }
    }

    /** Whether one final value is better than another; any number is better than none. */
    public static boolean better(Goal goal, double value, double than) {
        return !Double.isNaN(value) && (Double.isNaN(than) || goal.better(value, than));
    }

    /**
     * Lets the monitor follow a run that has a main metric.
     *
     * @param policies of a file under study, if there is one
     */
    public static SweepRun of(
            CorpusRun run, String group, MonitorConfig config, Optional<StudiedPolicies> policies) {
        String metric = run.mainMetric().orElseThrow();
        RunStarted started = started(run, group, metric);
        double length = started.plan().totalSteps().orElseThrow();
        Optional<StudiedPolicies.Studied> policy =
                policies.flatMap(it -> it.find(RunIdentity.of(run.started())));
        RunMonitor monitor = new RunMonitor(config);
        RunMemory memory = new RunMemory(run.run());
        // What is forecast does not depend on rules, but what rules remember does.
        RunMemory governed = new RunMemory(run.run());
        monitor.step(memory, started, started.time());
        policy.ifPresent(it -> monitor.step(governed, started, started.time(), it.rules()));
        List<Point> points = new ArrayList<>();
        for (Checkpoint checkpoint : run.checkpoints()) {
            Outcome outcome = monitor.step(memory, checkpoint, checkpoint.time());
            Optional<Forecast> forecast = forecast(outcome, metric);
            Optional<StopSignal> advised =
                    outcome.signals().stream()
                            .filter(it -> it.status() == StopSignal.Status.ADVISED)
                            .findFirst();
            List<StopSignal> signals =
                    policy.map(
                                    it ->
                                            monitor.step(
                                                    governed,
                                                    checkpoint,
                                                    checkpoint.time(),
                                                    it.rules()))
                            .map(Outcome::signals)
                            .orElse(List.of());
            if (forecast.isPresent() || advised.isPresent() || !signals.isEmpty()) {
                Double value = checkpoint.metrics().get(metric);
                points.add(
                        new Point(
                                checkpoint.step() / length,
                                value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
                                forecast,
                                advised,
                                signals));
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
                started.objective().orElseThrow().goal(),
                Double.isFinite(finalValue) ? finalValue : Double.NaN,
                length,
                points,
                ended,
                policy.map(StudiedPolicies.Studied::name),
                duration(run, length));
    }

    /** As the job would have started in this group. */
    private static RunStarted started(CorpusRun run, String group, String metric) {
        RunStarted recorded = run.started();
        Objective objective =
                recorded.objective()
                        .orElse(new Objective(metric, Goal.MINIMIZE, OptionalDouble.empty()));
        return new RunStarted(
                run.run(),
                recorded.project(),
                Optional.of(group),
                OptionalInt.empty(),
                recorded.time(),
                StudyPlan.of(run),
                Optional.of(objective),
                Map.of(),
                recorded.tags());
    }

    /** What is recorded, stretched over the plan; one second a step where that is nothing. */
    private static Duration duration(CorpusRun run, double length) {
        Checkpoint first = run.checkpoints().get(0);
        Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
        double millis = Duration.between(first.time(), last.time()).toMillis();
        double steps = last.step() - first.step();
        return Duration.ofMillis(
                Math.round(millis > 0 && steps > 0 ? millis / steps * length : 1000 * length));
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

    /** What its monitor would have said last if it had been stopped after a number of reports. */
    Optional<Forecast> stoppedAt(int reports) {
        for (int i = reports; i > 0; i--) {
            Optional<Forecast> latest = points.get(i - 1).forecast();
            if (latest.isPresent()) {
                return Optional.of(ended(latest.get(), level(reports)));
            }
        }
        return Optional.empty();
    }

    /** As the run's monitor tells of a run that was stopped: what it stands at is certain. */
    private static Forecast ended(Forecast latest, double level) {
        return new Forecast(
                latest.run(),
                latest.project(),
                latest.group(),
                latest.metric(),
                latest.goal(),
                latest.objective(),
                latest.attempt(),
                RunState.STOPPED,
                latest.worstAnomaly(),
                latest.step(),
                latest.time(),
                latest.value(),
                latest.smoothed(),
                latest.zscore(),
                latest.learningRate(),
                latest.totalSteps(),
                latest.schedule(),
                latest.estimate().map(estimate -> certain(estimate, latest, level)),
                Optional.empty());
    }

    private static Estimate certain(Estimate estimate, Forecast latest, double level) {
        return new Estimate(
                latest.step(),
                estimate.planned(),
                level,
                0,
                new Quantiles(level, level, level, level, level, level, level),
                estimate.limit(),
                estimate.exponent(),
                0,
                estimate.law(),
                estimate.beatTarget(),
                OptionalLong.empty());
    }
}
