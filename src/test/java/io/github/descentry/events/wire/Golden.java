package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Forecast.Standing;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Records next to the files under {@code golden} that hold what they are on the wire. */
record Golden(String type, String name, Object record) {

    private static final Instant TIME = Instant.parse("2026-11-22T20:10:00Z");

    /** The file's bytes, without the line end that editors want. */
    byte[] file() {
        try (InputStream in =
                Golden.class.getResourceAsStream("/golden/" + type + "/" + name + ".json")) {
            byte[] bytes = in.readAllBytes();
            return java.util.Arrays.copyOf(bytes, bytes.length - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return type + "/" + name;
    }

    static List<Golden> all() {
        List<Golden> all = new ArrayList<>();
        checkpoints(all);
        runsStarted(all);
        all.add(
                new Golden(
                        "run_ended",
                        "minimal",
                        new RunEnded("a", OptionalInt.empty(), TIME, RunEnded.Status.COMPLETED)));
        all.add(
                new Golden(
                        "run_ended",
                        "full",
                        new RunEnded("a", OptionalInt.of(3), TIME, RunEnded.Status.STOPPED)));
        forecasts(all);
        anomalies(all);
        stopSignals(all);
        leaderboards(all);
        unfittedRuns(all);
        return all;
    }

    private static void checkpoints(List<Golden> all) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("train/loss", 3.41);
        metrics.put("lr", 3e-4);
        metrics.put("grad_norm", 0.8);
        all.add(
                new Golden(
                        "checkpoint",
                        "full",
                        new Checkpoint(
                                "gpt2-124m/lr3e-4/seed1",
                                OptionalInt.of(2),
                                1500,
                                TIME.plusMillis(250),
                                OptionalDouble.of(786432000),
                                metrics)));
        all.add(new Golden("checkpoint", "minimal", checkpoint("a", Map.of())));
        Map<String, Double> extremes = new LinkedHashMap<>();
        extremes.put("loss", Double.NaN);
        extremes.put("up", Double.POSITIVE_INFINITY);
        extremes.put("down", Double.NEGATIVE_INFINITY);
        extremes.put("smallest", Double.MIN_VALUE);
        extremes.put("largest", -Double.MAX_VALUE);
        extremes.put("zero", -0.0);
        all.add(new Golden("checkpoint", "non_finite", checkpoint("a", extremes)));
        all.add(
                new Golden(
                        "checkpoint",
                        "any_name",
                        checkpoint("räume \"1\"|50%\\ 🚀\n", Map.of("val/perte é", 1.0))));
    }

    private static Checkpoint checkpoint(String run, Map<String, Double> metrics) {
        return new Checkpoint(run, OptionalInt.empty(), 0, TIME, OptionalDouble.empty(), metrics);
    }

    private static void runsStarted(List<Golden> all) {
        all.add(
                new Golden(
                        "run_started",
                        "full",
                        new RunStarted(
                                "gpt2/seed1",
                                Optional.of("nlp"),
                                Optional.of("gpt2-lr"),
                                OptionalInt.of(1),
                                TIME,
                                new Plan(
                                        OptionalLong.of(24000),
                                        OptionalDouble.of(524288),
                                        Optional.of(new Cosine(3e-4, 3e-5, 2160))),
                                Optional.of(
                                        new Objective(
                                                "val/loss",
                                                Goal.MINIMIZE,
                                                OptionalDouble.of(3.28))),
                                Map.of("params", 124e6, "batch", 512.0),
                                Map.of("team", "nlp", "owner", "ada"))));
        all.add(new Golden("run_started", "minimal", started(Plan.UNKNOWN)));
        schedule(all, "constant", new Constant(0.1, 0));
        schedule(all, "linear", new Linear(1e-3, 0, 100));
        schedule(all, "cosine", new Cosine(3e-4, 3e-5, 2160));
        schedule(all, "wsd", new Wsd(3e-4, 0, 500, 4000, Wsd.Shape.LINEAR));
        schedule(all, "wsd_exponential", new Wsd(3e-4, 3e-5, 500, 4000, Wsd.Shape.EXPONENTIAL));
        schedule(all, "step", new Step(0.1, 0.1, List.of(100L, 150L), 5));
        schedule(
                all,
                "piecewise",
                new Piecewise(
                        List.of(
                                new Piecewise.Point(0, 0),
                                new Piecewise.Point(100, 3e-4),
                                new Piecewise.Point(1000, 0))));
    }

    private static void schedule(List<Golden> all, String name, LearningRateSchedule schedule) {
        Plan plan = new Plan(OptionalLong.of(24000), OptionalDouble.empty(), Optional.of(schedule));
        all.add(new Golden("run_started", "schedule_" + name, started(plan)));
    }

    private static RunStarted started(Plan plan) {
        return new RunStarted(
                "a",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                TIME,
                plan,
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private static void forecasts(List<Golden> all) {
        Quantiles quantiles = new Quantiles(3.2, 3.25, 3.28, 3.3, 3.32, 3.35, 3.4);
        all.add(
                new Golden(
                        "forecast",
                        "full",
                        new Forecast(
                                "gpt2/seed1",
                                Optional.of("nlp"),
                                Optional.of("gpt2-lr"),
                                "val/loss",
                                Goal.MINIMIZE,
                                true,
                                2,
                                RunState.RUNNING,
                                Optional.of(Anomaly.Kind.SPIKE),
                                1500,
                                TIME,
                                3.41,
                                OptionalDouble.of(3.42),
                                OptionalDouble.of(-0.7),
                                OptionalDouble.of(3e-4),
                                OptionalLong.of(24000),
                                ScheduleKnowledge.DECLARED,
                                Optional.of(
                                        new Estimate(
                                                24000,
                                                true,
                                                3.3,
                                                0.04,
                                                quantiles,
                                                2.9,
                                                0.45,
                                                0.12,
                                                "annealed_power",
                                                OptionalDouble.of(0.25),
                                                OptionalLong.of(30000))),
                                Optional.of(
                                        new Standing(
                                                Optional.of("gpt2/seed2"),
                                                OptionalDouble.of(3.27),
                                                OptionalDouble.of(0.3))))));
        all.add(
                new Golden(
                        "forecast",
                        "minimal",
                        new Forecast(
                                "a",
                                Optional.empty(),
                                Optional.empty(),
                                "accuracy",
                                Goal.MAXIMIZE,
                                false,
                                1,
                                RunState.LATE,
                                Optional.empty(),
                                0,
                                TIME,
                                Double.NaN,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalLong.empty(),
                                ScheduleKnowledge.UNKNOWN,
                                Optional.empty(),
                                Optional.empty())));
    }

    private static void anomalies(List<Golden> all) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("value", Double.NaN);
        evidence.put("in_a_row", 3.0);
        all.add(
                new Golden(
                        "anomaly",
                        "not-finite",
                        new Anomaly(
                                "0123456789abcdef0123456789abcdef",
                                "a",
                                Optional.of("nlp"),
                                Optional.of("sweep"),
                                Optional.of("loss"),
                                Anomaly.Kind.NON_FINITE,
                                Anomaly.Status.ESCALATED,
                                Anomaly.Severity.CRITICAL,
                                1,
                                40,
                                42,
                                TIME,
                                evidence,
                                "loss is NaN for the 3rd time in a row")));
        all.add(
                new Golden(
                        "anomaly",
                        "minimal",
                        new Anomaly(
                                "x",
                                "a",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Anomaly.Kind.STALLED,
                                Anomaly.Status.OPENED,
                                Anomaly.Severity.WARNING,
                                1,
                                0,
                                0,
                                TIME,
                                Map.of(),
                                "silent for 10 min")));
        all.add(
                new Golden(
                        "anomaly",
                        "full",
                        new Anomaly(
                                "fedcba9876543210fedcba9876543210",
                                "a",
                                Optional.of("nlp"),
                                Optional.of("sweep"),
                                Optional.of("gpu_util"),
                                Anomaly.Kind.THRESHOLD,
                                Anomaly.Status.OPENED,
                                Anomaly.Severity.INFO,
                                1,
                                40,
                                59,
                                TIME,
                                Map.of("value", 0.125),
                                "gpu_util is 0.125, below 0.3 for 20 reports",
                                Optional.of("gpu_util < 0.3 for 20 reports info"))));
    }

    private static void stopSignals(List<Golden> all) {
        all.add(
                new Golden(
                        "stop_signal",
                        "full",
                        new StopSignal(
                                "0123456789abcdef0123456789abcdef",
                                "a",
                                Optional.of("nlp"),
                                Optional.of("sweep"),
                                2,
                                "cannot_win",
                                1,
                                StopSignal.Status.ADVISED,
                                StopSignal.Mode.OBSERVE,
                                1500,
                                TIME,
                                "1 % chance to beat the best",
                                Map.of("beat_best", 0.01),
                                Optional.of(TIME.plusSeconds(3600)),
                                Optional.of("sweeps"),
                                Optional.of("4f2a90c1d3b7"),
                                Optional.of("would be stop 6 of the 10 runs of its group"))));
        all.add(
                new Golden(
                        "stop_signal",
                        "enforced",
                        new StopSignal(
                                "0123456789abcdef0123456789abcdef",
                                "a",
                                Optional.empty(),
                                Optional.of("sweep"),
                                1,
                                "non_finite",
                                1,
                                StopSignal.Status.ADVISED,
                                StopSignal.Mode.ENFORCE,
                                30,
                                TIME,
                                "loss has been non-finite since step 10",
                                Map.of("first_step", 10.0),
                                Optional.of(TIME.plusSeconds(3600)),
                                Optional.of("sweeps"),
                                Optional.of("4f2a90c1d3b7"),
                                Optional.empty())));
        all.add(
                new Golden(
                        "stop_signal",
                        "minimal",
                        new StopSignal(
                                "x",
                                "a",
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                "non_finite",
                                1,
                                StopSignal.Status.WITHDRAWN,
                                StopSignal.Mode.OBSERVE,
                                0,
                                TIME,
                                "finite again",
                                Map.of(),
                                Optional.empty())));
    }

    private static void unfittedRuns(List<Golden> all) {
        all.add(
                new Golden(
                        "unfitted_run",
                        "full",
                        new UnfittedRun(
                                "a",
                                Optional.of("nlp"),
                                Optional.of("sweep"),
                                2,
                                RunState.STALLED,
                                1500,
                                TIME,
                                OptionalLong.of(24_000),
                                List.of("energy gap", "lr"),
                                "no forecast, as none of these names is known as a curve")));
        all.add(
                new Golden(
                        "unfitted_run",
                        "minimal",
                        new UnfittedRun(
                                "a",
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                RunState.RUNNING,
                                0,
                                TIME,
                                OptionalLong.empty(),
                                List.of(),
                                "no metric has been reported yet")));
    }

    private static void leaderboards(List<Golden> all) {
        all.add(
                new Golden(
                        "leaderboard",
                        "full",
                        new Leaderboard(
                                "sweep",
                                "val/loss",
                                Goal.MINIMIZE,
                                TIME,
                                List.of(
                                        new Leaderboard.Entry(
                                                "a",
                                                RunState.COMPLETED,
                                                1000,
                                                3.2,
                                                0,
                                                OptionalInt.of(1),
                                                OptionalDouble.of(0.95)),
                                        new Leaderboard.Entry(
                                                "b",
                                                RunState.UNSTABLE,
                                                400,
                                                3.3,
                                                0.05,
                                                OptionalInt.empty(),
                                                OptionalDouble.empty())))));
        all.add(
                new Golden(
                        "leaderboard",
                        "minimal",
                        new Leaderboard("sweep", "acc", Goal.MAXIMIZE, TIME, List.of())));
    }
}
