package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.detect.UserRulesConfig;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the monitor makes of the events of one run. */
class RunMonitorTest {

    private static final double NAN = Double.NaN;

    private final Random random = new Random(7);

    private double loss(long step) {
        return 2 + 3 * Math.pow(1 + step / 20.0, -0.5) + 0.01 * random.nextGaussian();
    }

    private void train(Job job, long from, long to, long every) {
        for (long step = from; step <= to; step += every) {
            job.report(step, "train/loss", loss(step), "lr", 3e-4);
        }
    }

    @Test
    void aRunThatNeverSaidThatItStartedIsAccepted() {
        Job job = new Job("a");
        Outcome outcome = job.report(10, "loss", 3.0);
        assertEquals(1, outcome.forecasts().size());
        Forecast forecast = outcome.forecasts().get(0);
        assertEquals("loss", forecast.metric());
        assertTrue(forecast.objective());
        assertEquals(Goal.MINIMIZE, forecast.goal());
        assertEquals(RunState.RUNNING, forecast.state());
    }

    @Test
    void aLateStartBringsPlanGroupAndObjectiveWithoutCountingAnAttempt() {
        Job job = new Job("a");
        train(job, 0, 100, 10);
        job.start(Plan.ofSteps(1000), Optional.of("sweep"), Job.objective("train/loss", 2.2));
        train(job, 110, 200, 10);
        Forecast forecast = job.latest();
        assertEquals(1, forecast.attempt());
        assertEquals(Optional.of("sweep"), forecast.group());
        assertEquals(1000, forecast.totalSteps().getAsLong());
    }

    @Test
    void theSameStartTwiceIsOneAttempt() {
        Job job = new Job("a");
        job.start(1000);
        train(job, 0, 50, 10);
        var start = Job.START;
        job.now = start;
        job.start(1000);
        job.now = start.plusSeconds(100);
        train(job, 60, 100, 10);
        assertEquals(1, job.latest().attempt());
    }

    @Test
    void aSecondStartAfterCheckpointsIsARestart() {
        Job job = new Job("a");
        job.start(1000);
        train(job, 0, 500, 10);
        job.start(1000);
        assertEquals(2, job.memory.attempt());
        train(job, 400, 500, 10);
        assertEquals(2, job.memory.attempt(), "the first step back belongs to the restart");
        assertEquals(List.of(), job.anomalies);
    }

    @Test
    void aStepBackWithoutANumberIsTheNextAttemptAndNoAnomaly() {
        Job job = new Job("a");
        train(job, 0, 500, 10);
        train(job, 300, 600, 10);
        assertEquals(2, job.latest().attempt());
        assertEquals(600, job.latest().step());
        assertEquals(List.of(), job.anomalies);
    }

    @Test
    void aStepBackUnderAGivenNumberKeepsTheAttempt() {
        Job job = new Job("a");
        for (long step : new long[] {0, 10, 20, 30, 10, 20}) {
            job.report(OptionalInt.of(3), step, "loss", loss(step));
        }
        assertEquals(3, job.latest().attempt());
        assertEquals(20, job.latest().step());
    }

    @Test
    void anEvaluatorThatLagsBehindTheTrainerIsNoRestart() {
        Job job = new Job("a");
        train(job, 0, 200, 10);
        job.report(100, "val/loss", 3.2);
        train(job, 210, 300, 10);
        job.report(200, "val/loss", 3.1);
        assertEquals(1, job.latest().attempt());
        assertEquals(200, job.latest().step());
        assertEquals("val/loss", job.latest().metric());
    }

    @Test
    void aCheckpointOfAnOlderAttemptIsCountedAndIgnored() {
        Job job = new Job("a");
        job.report(OptionalInt.of(1), 10, "loss", 3.0);
        job.report(OptionalInt.of(2), 10, "loss", 3.0);
        byte[] before = job.memory.encode();
        Outcome outcome = job.report(OptionalInt.of(1), 20, "loss", 2.9);
        assertTrue(outcome.isEmpty());
        assertEquals(1, outcome.ignored().outdated());
        assertEquals(Arrays.toString(before), Arrays.toString(job.memory.encode()));
    }

    @Test
    void theSameCheckpointTwiceChangesNothing() {
        Job job = new Job("a");
        train(job, 0, 100, 10);
        byte[] before = job.memory.encode();
        Outcome outcome = job.report(100, "train/loss", 9.0, "lr", 3e-4);
        assertTrue(outcome.isEmpty());
        assertEquals(1, outcome.ignored().duplicates());
        assertEquals(Arrays.toString(before), Arrays.toString(job.memory.encode()));
    }

    @Test
    void metricsOfOneStepMayComeInSeveralCheckpoints() {
        Job job = new Job("a");
        train(job, 0, 100, 10);
        Outcome outcome = job.report(100, "val/loss", 2.5);
        assertEquals(1, outcome.forecasts().size());
        assertEquals(0, outcome.ignored().total());
    }

    @Test
    void aCheckpointThatCameLateOverTheWireIsSetAside() {
        Job job = new Job("a");
        train(job, 0, 100, 10);
        job.now = Job.START.plusSeconds(3);
        Outcome outcome = job.report(45, "train/loss", 3.0);
        assertEquals(1, outcome.ignored().outdated());
        assertEquals(1, job.memory.attempt());
    }

    @Test
    void aFurtherCheckpointAfterTheEndResumesTheRun() {
        Job job = new Job("a");
        job.start(1000);
        train(job, 0, 500, 10);
        job.end(RunEnded.Status.STOPPED);
        assertEquals(RunState.STOPPED, job.latest().state());
        train(job, 510, 520, 10);
        assertEquals(RunState.RUNNING, job.latest().state());
    }

    @Test
    void aLastEvaluationAfterTheEndDoesNotWakeTheRun() {
        Job job = new Job("a");
        job.start(500);
        train(job, 0, 500, 10);
        job.end(RunEnded.Status.COMPLETED);
        job.report(500, "val/loss", 2.4);
        assertEquals("val/loss", job.latest().metric());
        assertEquals(RunState.COMPLETED, job.latest().state());
        assertTrue(job.silence(Duration.ofDays(1)).isEmpty());
    }

    @Test
    void silenceIsLateThenStalledAndEndsWithTheNextReport() {
        Job job = new Job("a");
        job.start(1000);
        train(job, 0, 300, 10);
        assertTrue(job.silence(Duration.ofSeconds(30)).isEmpty());
        assertEquals(RunState.LATE, job.silence(Duration.ofSeconds(90)).forecasts().get(0).state());
        assertTrue(job.silence(Duration.ofSeconds(100)).isEmpty());
        Outcome stalled = job.silence(Duration.ofSeconds(301));
        assertEquals(Kind.STALLED, stalled.anomalies().get(0).kind());
        assertEquals(Optional.empty(), stalled.anomalies().get(0).metric());
        assertEquals(RunState.STALLED, stalled.forecasts().get(0).state());
        assertTrue(job.silence(Duration.ofSeconds(302)).isEmpty());
        job.now = job.now.plusSeconds(400);
        train(job, 310, 320, 10);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), job.turns(Kind.STALLED));
        assertEquals(RunState.RUNNING, job.latest().state());
    }

    @Test
    void aRunThatReachedItsPlannedEndIsNotStalled() {
        Job job = new Job("a");
        job.start(300);
        train(job, 0, 299, 10);
        assertTrue(job.silence(Duration.ofDays(1)).isEmpty());
    }

    @Test
    void nanInARowEscalatesAndAdvisesToStopOnce() {
        Job job = new Job("a");
        job.start(1000);
        train(job, 0, 300, 10);
        for (long step = 310; step <= 400; step += 10) {
            job.report(step, "train/loss", NAN);
        }
        assertEquals(List.of(Status.OPENED, Status.ESCALATED), job.turns(Kind.NON_FINITE));
        assertEquals(1, job.signals.size());
        StopSignal signal = job.signals.get(0);
        assertEquals("non_finite", signal.rule());
        assertEquals(StopSignal.Mode.OBSERVE, signal.mode());
        assertEquals(330, signal.step());
        assertEquals(RunState.UNSTABLE, job.latest().state());
        assertTrue(Double.isNaN(job.latest().value()));
        assertTrue(job.latest().smoothed().getAsDouble() > 2, "NaN never reaches the fit");
    }

    @Test
    void adviceIsWithdrawnUnderTheSameIdWhenTheReasonIsGone() {
        Job job = new Job("a");
        train(job, 0, 300, 10);
        for (long step = 310; step <= 350; step += 10) {
            job.report(step, "train/loss", NAN);
        }
        train(job, 360, 400, 10);
        assertEquals(
                List.of(StopSignal.Status.ADVISED, StopSignal.Status.WITHDRAWN),
                job.signals.stream().map(StopSignal::status).toList());
        assertEquals(job.signals.get(0).id(), job.signals.get(1).id());
        assertEquals(RunState.RUNNING, job.latest().state());
    }

    @Test
    void aRestartClosesWhatIsOpenAndWithdrawsWhatIsAdvised() {
        Job job = new Job("a");
        train(job, 0, 300, 10);
        for (long step = 310; step <= 350; step += 10) {
            job.report(step, "train/loss", NAN);
        }
        train(job, 250, 400, 10);
        assertEquals(
                List.of(Status.OPENED, Status.ESCALATED, Status.RESOLVED),
                job.turns(Kind.NON_FINITE));
        Anomaly closed = job.anomalies.get(2);
        assertEquals(1, closed.attempt());
        assertEquals(job.anomalies.get(0).id(), closed.id());
        assertEquals(StopSignal.Status.WITHDRAWN, job.signals.get(1).status());
        assertEquals(1, job.signals.get(1).attempt());
        assertEquals(2, job.latest().attempt());
    }

    @Test
    void theEndOfTheRunClosesWhatIsOpen() {
        Job job = new Job("a");
        train(job, 0, 300, 10);
        job.report(310, "train/loss", NAN);
        job.end(RunEnded.Status.FAILED);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), job.turns(Kind.NON_FINITE));
        assertTrue(job.anomalies.get(1).sentence().contains("failed"));
        assertEquals(0, job.end(RunEnded.Status.FAILED).forecasts().size());
    }

    @Test
    void theSameFaultInTheNextAttemptHasAnIdOfItsOwn() {
        Job job = new Job("a");
        for (int attempt = 1; attempt <= 2; attempt++) {
            train(job, 0, 300, 10);
            job.report(310, "train/loss", NAN);
        }
        List<Anomaly> opened =
                job.anomalies.stream().filter(it -> it.status() == Status.OPENED).toList();
        assertEquals(2, opened.size());
        assertNotEquals(opened.get(0).id(), opened.get(1).id());
    }

    @Test
    void theTrainingLossIsTheObjectiveWhereNoneIsDeclared() {
        Job job = new Job("a");
        job.report(1, "accuracy", 0.1, "val/loss", 4.0, "train/loss", 4.1, "grad_norm", 1.0);
        assertEquals(Optional.of("train/loss"), job.memory.objective());
        assertEquals(
                List.of("accuracy", "val/loss", "train/loss"),
                job.forecasts.stream().map(Forecast::metric).toList());
    }

    @Test
    void aDeclaredObjectiveCountsUnderEitherSpellingAndAsDeclared() {
        Job job = new Job("a");
        job.start(Plan.ofSteps(100), Optional.empty(), Job.objective("my/score", 0.5));
        job.report(1, "loss", 4.0, "my_score", 4.1);
        assertEquals("my_score", job.latest().metric());
        assertTrue(job.latest().objective());
        assertEquals(Goal.MINIMIZE, job.latest().goal());
        assertFalse(job.forecasts.get(0).objective());
    }

    @Test
    void metricsBeyondTheCapAreCountedAndTheDeclaredObjectiveHasItsPlace() {
        Job job = new Job("a");
        Object[] metrics = new Object[24];
        for (int i = 0; i < 12; i++) {
            metrics[2 * i] = "task" + i + "/loss";
            metrics[2 * i + 1] = 3.0;
        }
        Outcome outcome = job.report(1, metrics);
        assertEquals(8, outcome.forecasts().size());
        assertEquals(4, outcome.ignored().overCap());
        job.start(Plan.UNKNOWN, Optional.empty(), Job.objective("task11/loss", 1));
        outcome = job.report(2, metrics);
        assertEquals(8, outcome.forecasts().size());
        assertTrue(outcome.forecasts().stream().anyMatch(it -> it.metric().equals("task11/loss")));
    }

    @Test
    void theLearningRateComesFromTheFirstMetricOfThatRole() {
        Job job = new Job("a");
        job.report(1, "loss", 4.0, "train/learning_rate", 1e-3, "lr/group1", 5e-4);
        assertEquals(1e-3, job.latest().learningRate().getAsDouble());
    }

    @Test
    void republishingSaysAgainWhatStandsAndChangesNothing() {
        Job job = new Job("a");
        train(job, 0, 300, 10);
        for (long step = 310; step <= 340; step += 10) {
            job.report(step, "train/loss", NAN);
        }
        byte[] before = job.memory.encode();
        Outcome again = job.monitor.republish(job.memory);
        assertEquals(1, again.forecasts().size());
        assertEquals(job.anomalies.get(0).id(), again.anomalies().get(0).id());
        assertEquals(Status.ESCALATED, again.anomalies().get(0).status());
        assertEquals(job.signals.get(0).id(), again.signals().get(0).id());
        assertEquals(Arrays.toString(before), Arrays.toString(job.memory.encode()));
    }

    @Test
    void anEventOfAnotherRunIsRefusedByName() {
        Job job = new Job("a");
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                job.take(
                                        new RunEnded(
                                                "b",
                                                OptionalInt.empty(),
                                                Job.START,
                                                RunEnded.Status.FAILED)));
        assertTrue(refusal.getMessage().contains("run=b"));
    }

    @Test
    void aCurveThatTurnsNonFiniteHasNoForecastUntilItIsBack() {
        Job job = new Job("r");
        for (long step = 1; step <= 30; step++) {
            job.report(step, "train/loss", 2 + 1.0 / step);
        }
        assertTrue(job.last.forecasts().get(0).estimate().isPresent());
        job.report(31, "train/loss", Double.NaN);
        assertTrue(job.last.forecasts().get(0).estimate().isEmpty());
        job.report(32, "train/loss", 2.03);
        assertTrue(job.last.forecasts().get(0).estimate().isPresent());
    }

    @Test
    void aRunThatGoesOnPastItsPlanIsForecastForWhereItStands() {
        Job job = new Job("r");
        job.start(Plan.ofSteps(20), Optional.empty(), Optional.empty());
        for (long step = 1; step <= 30; step++) {
            job.report(step, "train/loss", 2 + 1.0 / step);
        }
        assertEquals(30, job.last.forecasts().get(0).estimate().orElseThrow().atStep());
    }

    @Test
    void aRunWithATargetOfItsOwnIsNotAdvisedWhileAnAnomalyOfItsValuesIsOpen() {
        Job job = new Job("a");
        job.start(Plan.ofSteps(1000), Optional.empty(), Job.objective("train/loss", 0.5));
        for (long step = 0; step <= 350; step += 10) {
            boolean lost = step == 250 || step == 260;
            double loss = 2 + 3 * Math.pow(1 + step / 20.0, -0.6);
            job.report(step, "train/loss", lost ? Double.NaN : loss);
        }
        assertEquals(1, job.signals.size());
        assertEquals("cannot_win", job.signals.get(0).rule());
        assertEquals(310, job.signals.get(0).step(), "the fifth report after the loss");
    }

    @ParameterizedTest(name = "{0}: {1} signals")
    @CsvSource({"4.5, 1", "1.0, 0"})
    void aTargetThatIsToBeExceededIsOutOfReachAboveWhatIsExpected(double target, int signals) {
        Job job = new Job("a");
        Objective most = new Objective("reward", Goal.MAXIMIZE, OptionalDouble.of(target));
        job.start(Plan.ofSteps(1000), Optional.empty(), Optional.of(most));
        for (long step = 0; step <= 350; step += 10) {
            job.report(step, "reward", 3 - 3 * Math.pow(1 + step / 20.0, -0.6));
        }
        assertEquals(signals, job.signals.size());
        assertTrue(job.signals.stream().allMatch(it -> it.rule().equals("cannot_win")));
    }

    @Test
    void rulesOfUsersAreAnomaliesOfTheirMetricEachWithAnIdOfItsOwn() {
        MonitorConfig config = MonitorConfig.defaults();
        config =
                config.with(
                        config.detect()
                                .with(
                                        UserRulesConfig.parse(
                                                List.of(
                                                        "gpu_util < 0.3 for 3 reports info",
                                                        "gpu_util < 0.2 for 3 reports"))));
        Job job = new Job(config, "a");
        job.roundTrip = true;
        for (long step = 1; step <= 10; step++) {
            job.report(step, "loss", 2, "gpu_util", 0.1);
        }
        assertEquals(2, job.anomalies.size());
        Anomaly info = job.anomalies.get(0);
        Anomaly warning = job.anomalies.get(1);
        assertEquals(Optional.of("gpu_util < 0.3 for 3 reports info"), info.rule());
        assertEquals(Optional.of("gpu_util < 0.2 for 3 reports"), warning.rule());
        assertEquals(Optional.of("gpu_util"), warning.metric());
        assertEquals(Anomaly.Kind.THRESHOLD, warning.kind());
        assertNotEquals(info.id(), warning.id());
        assertEquals(Optional.of(Anomaly.Kind.THRESHOLD), job.memory.worstAnomaly());
        Outcome again = job.monitor.republish(job.memory);
        assertEquals(
                List.of(info.id(), warning.id()),
                again.anomalies().stream().map(Anomaly::id).toList());
        assertEquals(warning.rule(), again.anomalies().get(1).rule());
        job.end(RunEnded.Status.COMPLETED);
        assertEquals(4, job.anomalies.size(), "the end closes both");
        assertEquals(info.id(), job.anomalies.get(2).id());
        assertEquals(warning.id(), job.anomalies.get(3).id());
        assertEquals(List.of(), job.memory.detectors.findings());
    }

    @Test
    void whatARuleCallsInfoIsNothingWrongWithTheRun() {
        MonitorConfig config = MonitorConfig.defaults();
        config = config.with(config.detect().with(UserRulesConfig.parse(List.of("loss < 3 info"))));
        Job job = new Job(config, "a");
        job.report(1, "loss", 2);
        assertEquals(1, job.anomalies.size());
        assertEquals(Optional.empty(), job.memory.worstAnomaly());
    }

    @Test
    void theNormOfAllGradientsIsTheOneWithTheShortestName() {
        Job job = new Job("a");
        for (long step = 1; step <= 200; step++) {
            job.report(step, "loss", 2, "grad_norm/layer1", 900.0 * step, "grad_norm", 1);
        }
        job.report(201, "loss", 2, "grad_norm/layer1", 1, "grad_norm", 1_000);
        assertEquals(List.of(Anomaly.Status.OPENED), job.turns(Anomaly.Kind.GRAD_EXPLOSION));
        assertEquals(Optional.empty(), job.anomalies.get(0).metric());
        assertEquals(1_000.0, job.anomalies.get(0).evidence().get("gradient_norm"));
    }
}
