package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the group monitor makes of its runs' forecasts. */
class GroupMonitorTest {

    private static final long TOTAL = 1000;

    private GroupMonitor monitor = new GroupMonitor(MonitorConfig.defaults());
    private GroupMemory memory = new GroupMemory("sweep");
    private final List<StopSignal> signals = new ArrayList<>();
    private GroupOutcome last;
    private Leaderboard board;

    private Forecast forecast(
            String run,
            int attempt,
            RunState state,
            long step,
            double mean,
            double sd,
            double now) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.of("sweep"),
                "loss",
                Goal.MINIMIZE,
                true,
                attempt,
                state,
                Optional.empty(),
                step,
                Job.START.plusSeconds(step),
                now,
                OptionalDouble.of(now),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(TOTAL),
                ScheduleKnowledge.UNKNOWN,
                Optional.of(
                        new Estimate(
                                TOTAL,
                                true,
                                mean,
                                sd,
                                new Quantiles(mean, mean, mean, mean, mean, mean, mean),
                                mean,
                                0.5,
                                0,
                                "law",
                                OptionalDouble.empty(),
                                OptionalLong.empty())),
                Optional.empty());
    }

    private GroupOutcome take(Forecast forecast) {
        last = monitor.step(memory, forecast);
        signals.addAll(last.signals());
        board = last.leaderboard().orElse(board);
        memory = GroupMemory.decode(memory.encode());
        return last;
    }

    private GroupOutcome report(String run, long step, double mean, double sd) {
        return take(forecast(run, 1, RunState.RUNNING, step, mean, sd, mean + 0.5));
    }

    /** Without a forecast of its end. */
    private Forecast unforecast(
            String run, RunState state, Anomaly.Kind worst, String metric, double value) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.of("sweep"),
                metric,
                Goal.MINIMIZE,
                true,
                1,
                state,
                Optional.ofNullable(worst),
                900,
                Job.START.plusSeconds(900),
                value,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(TOTAL),
                ScheduleKnowledge.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    private Leaderboard.Entry entry(String run) {
        return board.entries().stream().filter(it -> it.run().equals(run)).findFirst().get();
    }

    private List<Integer> ranks(String... runs) {
        return Stream.of(runs).map(run -> entry(run).rank().getAsInt()).toList();
    }

    private GroupOutcome in(String run, RunState state, double value) {
        return take(forecast(run, 1, state, 900, value, 0.01, value));
    }

    @Test
    void runsAreRankedByTheirExpectedFinalValue() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 2.9, 0.1);
        GroupOutcome outcome = report("c", 100, 3.1, 0.1);
        Forecast.Standing standing = outcome.forecast().standing().orElseThrow();
        assertEquals(Optional.of("b"), standing.best());
        assertEquals(2.9, standing.bestMean().getAsDouble());
        Leaderboard leaderboard = outcome.leaderboard().orElseThrow();
        assertEquals(
                List.of("b 1", "a 2", "c 3"),
                leaderboard.entries().stream()
                        .map(it -> it.run() + " " + it.rank().getAsInt())
                        .toList());
    }

    @Test
    void whenOneRunMovesTheRanksAndChancesOfAllAreToldAnew() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 2.9, 0.1);
        double before = entry("a").beatBest().getAsDouble();
        in("b", RunState.COMPLETED, 2.5);
        assertEquals(2, entry("a").rank().getAsInt());
        assertTrue(entry("a").beatBest().getAsDouble() < before);
        report("c", 100, 2.4, 0.1);
        assertEquals(List.of(1, 2, 3), ranks("c", "b", "a"));
        assertEquals(2.5, entry("b").mean(), "what it ended at");
        assertTrue(entry("b").beatBest().getAsDouble() < 0.5, "c may still be better");
    }

    @Test
    void runsThatCannotBeComparedFollowWithoutARank() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 2.9, 0.1);
        in("b", RunState.FAILED, 2.9);
        assertEquals(List.of(1), ranks("a"));
        assertTrue(entry("b").rank().isEmpty());
        assertTrue(entry("b").beatBest().isEmpty());
    }

    @Test
    void aRunThatEndsWithoutANumberIsListedWithoutARank() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 2.0, 0.1);
        take(unforecast("b", RunState.COMPLETED, Anomaly.Kind.NON_FINITE, "loss", Double.NaN));
        assertEquals(List.of(1), ranks("a"));
        assertTrue(entry("b").rank().isEmpty());
        assertTrue(Double.isNaN(entry("b").mean()));
        Forecast.Standing standing = report("a", 110, 3.0, 0.1).forecast().standing().orElseThrow();
        assertTrue(standing.best().isEmpty(), "it has no rival left");
    }

    @Test
    void theLeaderboardIsOfTheMetricThatMostRunsAreJudgedBy() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 2.9, 0.1);
        Forecast other = unforecast("c", RunState.COMPLETED, null, "accuracy", 1);
        Leaderboard leaderboard = take(other).leaderboard().orElseThrow();
        assertEquals("loss", leaderboard.metric());
        assertEquals(
                List.of("b", "a"),
                leaderboard.entries().stream().map(Leaderboard.Entry::run).toList());
    }

    @Test
    void theChanceToBeatTheBestComparesBothDistributions() {
        report("a", 100, 3.0, 0.3);
        report("b", 100, 3.5, 0.4);
        // A difference of 0.5 with a deviation of 0.5: one deviation behind.
        double chance = last.forecast().standing().orElseThrow().beatBest().getAsDouble();
        assertEquals(0.118754, chance, 1e-5);
        assertEquals(chance, entry("b").beatBest().getAsDouble());
    }

    @Test
    void aRunAloneHasNoRival() {
        Forecast.Standing standing = report("a", 100, 3.0, 0.3).forecast().standing().orElseThrow();
        assertTrue(standing.best().isEmpty());
        assertTrue(standing.beatBest().isEmpty());
        assertEquals(List.of(1), ranks("a"));
        assertTrue(entry("a").beatBest().isEmpty());
    }

    @Test
    void aCompletedSiblingCountsWithItsActualValueAndForCertain() {
        report("a", 100, 3.0, 0.3);
        in("a", RunState.COMPLETED, 2.5);
        report("b", 100, 2.5, 0.1);
        Forecast.Standing standing = last.forecast().standing().orElseThrow();
        assertEquals(2.5, standing.bestMean().getAsDouble());
        assertEquals(0.5, standing.beatBest().getAsDouble(), 1e-7);
        assertEquals(0, last.leaderboard().orElseThrow().entries().get(0).sd());
    }

    @Test
    void failedUnstableAndSilentSiblingsAreNobodysRivals() {
        for (RunState state : List.of(RunState.FAILED, RunState.UNSTABLE, RunState.STALLED)) {
            memory = new GroupMemory("sweep");
            report("a", 100, 2.0, 0.01);
            in("a", state, 2.0);
            Forecast.Standing standing =
                    report("b", 100, 3.0, 0.01).forecast().standing().orElseThrow();
            assertEquals(1, entry("b").rank().getAsInt(), "" + state);
            assertTrue(standing.best().isEmpty(), "" + state);
        }
    }

    @Test
    void aRunThatCannotWinIsAdvisedToStopOnce() {
        for (long step = 10; step <= 900; step += 10) {
            report("best", step, 2.0, 0.02);
            report("worst", step, 2.5, 0.02);
        }
        assertEquals(1, signals.size());
        StopSignal signal = signals.get(0);
        assertEquals("worst", signal.run());
        assertEquals("cannot_win", signal.rule());
        assertEquals(290, signal.step(), "from a quarter on, five in a row and 2 % of the plan");
        assertTrue(signal.reason().contains("best"), signal.reason());
        assertTrue(signal.evidence().get("beat_sibling") < 0.02);
        assertTrue(signal.expires().isPresent());
    }

    @Test
    void aReportThatIsSaidAgainIsNoFurtherOneInARow() {
        for (long step = 10; step <= 900; step += 10) {
            report("best", step, 2.0, 0.02);
            for (int again = 0; again < 3; again++) {
                report("worst", step, 2.5, 0.02);
            }
        }
        assertEquals(List.of(290L), signals.stream().map(StopSignal::step).toList());
    }

    @Test
    void whatIsReadASecondTimeIsToldAgainUnderTheSameIdsAndTeachesNothing() {
        for (long step = 10; step <= 900; step += 10) {
            report("best", step, 2.0, 0.02);
            report("worst", step, 2.5, 0.02);
        }
        byte[] before = memory.encode();
        GroupOutcome again =
                monitor.republish(
                        memory,
                        forecast("worst", 1, RunState.RUNNING, 300, 2.5, 0.02, 3.0),
                        Optional.of("default"),
                        monitor.usual());
        assertEquals(
                List.of(signals.get(0).id()),
                again.signals().stream().map(StopSignal::id).toList());
        assertTrue(again.standing().isPresent());
        assertTrue(again.leaderboard().isPresent());
        assertArrayEquals(before, memory.encode());
    }

    @Test
    void itIsWithdrawnWhenTheRunCanWinAgain() {
        for (long step = 250; step <= 500; step += 10) {
            report("best", step, 2.0, 0.02);
            report("worst", step, 2.5, 0.02);
        }
        for (long step = 510; step <= 600; step += 10) {
            report("worst", step, 2.05, 0.02);
        }
        assertEquals(1, signals.size(), "a chance of 5 % is no reason to withdraw");
        report("worst", 610, 2.0, 0.02);
        report("worst", 620, 2.5, 0.02);
        assertEquals(1, signals.size(), "nor is one good report");
        for (long step = 630; step <= 670; step += 10) {
            report("worst", step, 2.01, 0.02);
        }
        assertEquals(
                List.of(Status.ADVISED, Status.WITHDRAWN),
                signals.stream().map(StopSignal::status).toList());
        assertEquals(signals.get(0).id(), signals.get(1).id());
    }

    @Test
    void theForecastOfAnUnstableRunNeitherAdvisesNorWithdraws() {
        for (long step = 250; step <= 500; step += 10) {
            report("best", step, 2.0, 0.02);
            report("worst", step, 2.5, 0.02);
        }
        take(forecast("worst", 1, RunState.UNSTABLE, 510, 2.5, 2.0, 9));
        assertEquals(List.of(Status.ADVISED), signals.stream().map(StopSignal::status).toList());
    }

    @Test
    void theLeaderIsNeverAdvisedToStopAndTwoEqualRunsNeither() {
        for (long step = 10; step <= 900; step += 10) {
            report("a", step, 2.0, 0.01);
            report("b", step, 2.0, 0.01);
        }
        assertEquals(List.of(), signals);
    }

    @Test
    void adviceForAnAttemptIsWithdrawnWhenTheNextBegins() {
        for (long step = 250; step <= 500; step += 10) {
            report("best", step, 2.0, 0.02);
            report("worst", step, 2.5, 0.02);
        }
        take(forecast("worst", 2, RunState.RUNNING, 300, 2.5, 0.02, 3));
        assertEquals(Status.WITHDRAWN, signals.get(1).status());
        assertEquals(1, signals.get(1).attempt());
        take(forecast("worst", 1, RunState.RUNNING, 510, 1.0, 0.02, 3));
        assertTrue(last.forecast().standing().isEmpty(), "a forecast of the older attempt");
    }

    @Test
    void triflesDoNotRepublishTheLeaderboard() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 3.5, 0.1);
        assertFalse(report("b", 110, 3.501, 0.1).leaderboard().isPresent());
        assertTrue(report("b", 120, 3.52, 0.1).leaderboard().isPresent());
        assertTrue(report("b", 130, 2.9, 0.1).leaderboard().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "SPIKE, false",
        "LR_OFF_PLAN, false",
        "SLOW, true",
        "THRESHOLD, true",
        "CHANGE, true",
    })
    void onlyWhatSpeaksAgainstItsForecastKeepsAHopelessRunFromBeingTold(
            Anomaly.Kind open, boolean told) {
        for (long step = 260; step <= 500; step += 10) {
            report("a", step, 2.0, 0.01);
            take(with(open, forecast("b", 1, RunState.RUNNING, step, 3.0, 0.01, 3.5)));
        }
        assertEquals(
                told ? List.of("b cannot_win") : List.of(),
                signals.stream().map(it -> it.run() + " " + it.rule()).toList());
    }

    private static Forecast with(Anomaly.Kind worst, Forecast forecast) {
        return new Forecast(
                forecast.run(),
                forecast.project(),
                forecast.group(),
                forecast.metric(),
                forecast.goal(),
                forecast.objective(),
                forecast.attempt(),
                forecast.state(),
                Optional.of(worst),
                forecast.step(),
                forecast.time(),
                forecast.value(),
                forecast.smoothed(),
                forecast.zscore(),
                forecast.learningRate(),
                forecast.totalSteps(),
                forecast.schedule(),
                forecast.estimate(),
                forecast.standing());
    }

    private static GroupMonitor forThreeRuns() {
        MonitorConfig defaults = MonitorConfig.defaults();
        return new GroupMonitor(
                new MonitorConfig(defaults.roles(), 8, 3, defaults.detect(), defaults.stop()));
    }

    @Test
    void aFullGroupMakesRoomByItsWorstThatHasEndedOrLeavesTheNewcomerOut() {
        monitor = forThreeRuns();
        report("a", 100, 3.0, 0.1);
        report("b", 100, 3.1, 0.1);
        report("c", 100, 3.2, 0.1);
        GroupOutcome outcome = report("d", 100, 2.0, 0.1);
        assertEquals(1, outcome.left());
        assertTrue(outcome.forecast().standing().isEmpty());
        in("a", RunState.COMPLETED, 2.9);
        in("b", RunState.COMPLETED, 3.3);
        assertEquals(2, report("d", 110, 2.0, 0.1).left());
        assertEquals(
                List.of("d", "a", "c"),
                last.leaderboard().orElseThrow().entries().stream()
                        .map(Leaderboard.Entry::run)
                        .toList());
    }

    @Test
    void oneThatEndedWithoutANumberMakesRoomFirst() {
        monitor = forThreeRuns();
        for (String run : List.of("a", "b", "c")) {
            report(run, 100, 3.0, 0.1);
        }
        in("a", RunState.COMPLETED, 2.9);
        take(unforecast("b", RunState.COMPLETED, Anomaly.Kind.NON_FINITE, "loss", Double.NaN));
        in("c", RunState.COMPLETED, 3.3);
        report("d", 110, 2.0, 0.1);
        assertEquals(
                List.of("d", "a", "c"),
                board.entries().stream().map(Leaderboard.Entry::run).toList());
    }

    @Test
    void encodingIsStable() {
        report("a", 100, 3.0, 0.1);
        report("b", 100, 3.5, 0.1);
        byte[] bytes = memory.encode();
        assertArrayEquals(bytes, GroupMemory.decode(bytes).encode());
        bytes[0] = 99;
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> GroupMemory.decode(bytes));
        assertTrue(refusal.getMessage().contains("version=99"));
    }
}
