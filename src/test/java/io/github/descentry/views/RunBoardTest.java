package io.github.descentry.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.metrics.Forecasts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RunBoardTest {

    private final RunBoard board = new RunBoard(new BoardConfig(3, 2));

    @Test
    void aRunWithoutACurveIsShownUntilItHasOneOrIsForgotten() {
        RunBoard board = new RunBoard(BoardConfig.DEFAULTS);
        UnfittedRun unfitted =
                new UnfittedRun(
                        "a",
                        Optional.empty(),
                        Optional.of("sweep"),
                        2,
                        RunState.LATE,
                        7,
                        Forecasts.TIME,
                        OptionalLong.of(100),
                        List.of("energy gap"),
                        "why");
        board.accept(unfitted);
        RunView view = board.run("a").orElseThrow();
        assertEquals(RunState.LATE, view.state());
        assertEquals(7, view.step());
        assertEquals(OptionalLong.of(100), view.totalSteps());
        assertEquals(Optional.of(unfitted), view.unfitted());

        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 8));
        board.forgetUnfitted("a");
        assertEquals(Optional.empty(), board.run("a").orElseThrow().unfitted());
        assertEquals(8, board.run("a").orElseThrow().step());

        board.accept(
                new UnfittedRun(
                        "b",
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        RunState.RUNNING,
                        0,
                        Forecasts.TIME,
                        OptionalLong.empty(),
                        List.of(),
                        "why"));
        board.forgetUnfitted("b");
        assertEquals(Optional.empty(), board.run("b"));
    }

    @Test
    void keepsTheLatestForecastOfEachCurveObjectiveFirst() {
        board.accept(Forecasts.bare("a", "accuracy", RunState.RUNNING, 1));
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 1));
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 2));

        RunView run = board.run("a").orElseThrow();
        assertEquals(
                List.of("loss", "accuracy"),
                run.forecasts().stream().map(Forecast::metric).toList());
        assertEquals(2, run.step());
        assertEquals("loss", run.objective().orElseThrow().metric());
    }

    @Test
    void aRunThatEndedIsNotRevivedByACurveThatDidNotHear() {
        board.accept(Forecasts.full("a", "loss", RunState.COMPLETED, 5));
        board.accept(Forecasts.bare("a", "accuracy", RunState.RUNNING, 9));
        assertEquals(RunState.COMPLETED, board.run("a").orElseThrow().state());
    }

    @Test
    void anAnomalyIsOpenUntilResolvedAndStaysAmongTheRecent() {
        board.accept(anomaly("1", Anomaly.Status.OPENED));
        board.accept(anomaly("2", Anomaly.Status.OPENED));
        board.accept(anomaly("1", Anomaly.Status.RESOLVED));

        List<Anomaly> open = board.run("a").orElseThrow().openAnomalies();
        assertEquals(List.of("2"), open.stream().map(Anomaly::id).toList());
        assertEquals(List.of("1", "2"), board.anomalies().stream().map(Anomaly::id).toList());
    }

    @Test
    void aWithdrawnSignalAdvisesNothing() {
        board.accept(signal(StopSignal.Status.ADVISED));
        assertTrue(board.run("a").orElseThrow().stopAdvised());
        board.accept(signal(StopSignal.Status.WITHDRAWN));
        assertFalse(board.run("a").orElseThrow().stopAdvised());
    }

    /** It comes again under its id when nothing holds it back any more. */
    @Test
    void aSignalThatWasHeldBackIsObeyedOnceItIsLetGo() {
        StopSignal proposed =
                signal(StopSignal.Status.ADVISED).under("sweep", "v1", StopSignal.Mode.ADVISE);
        board.accept(proposed.held("is the best of its group"));
        RunView held = board.run("a").orElseThrow();
        assertTrue(held.stopAdvised());
        assertEquals(Optional.of(StopSignal.Mode.OBSERVE), held.stopMode());
        assertEquals(Optional.empty(), held.decision());

        board.accept(proposed);
        RunView letGo = board.run("a").orElseThrow();
        assertEquals(List.of(proposed), letGo.signals());
        assertEquals(Optional.of(StopSignal.Mode.ADVISE), letGo.stopMode());
        assertEquals(Optional.of(proposed), letGo.decision());
    }

    @Test
    void whatIsOnlyToBeObservedDecidesNothing() {
        board.accept(signal(StopSignal.Status.ADVISED));
        assertTrue(board.run("a").orElseThrow().stopAdvised());
        assertEquals(Optional.empty(), board.run("a").orElseThrow().decision());
    }

    @Test
    void aSignalExpiresByTheClockOfItsRun() {
        StopSignal signal =
                signal(StopSignal.Status.ADVISED, Optional.of(Forecasts.TIME.plusSeconds(60)))
                        .under("sweep", "v1", StopSignal.Mode.ENFORCE);
        board.accept(signal);
        assertEquals(Optional.of(signal), board.run("a").orElseThrow().decision());
        board.accept(anomaly("1", Anomaly.Status.OPENED, Forecasts.TIME.plusSeconds(61)));
        assertEquals(Optional.empty(), board.run("a").orElseThrow().decision());
        assertFalse(board.run("a").orElseThrow().stopAdvised());
    }

    @Test
    void thePoliciesShownAreTheLatest() {
        assertEquals(Optional.empty(), board.policies());
        board.accept(new PoliciesView("v1", false, Map.of("policies", List.of())));
        PoliciesView latest = new PoliciesView("v2", true, Map.of("policies", List.of()));
        board.accept(latest);
        assertEquals(Optional.of(latest), board.policies());
    }

    @Test
    void aSignalLapsesWhenTheRunEndsInWhateverOrderThatIsHeard() {
        board.accept(signal(StopSignal.Status.ADVISED));
        board.accept(Forecasts.full("a", "loss", RunState.COMPLETED, 12));
        assertFalse(board.run("a").orElseThrow().stopAdvised());
        assertEquals(List.of(), board.run("a").orElseThrow().signals());
        assertEquals(1, board.signals().size(), "it stays among the recent turns");
        RunBoard other = new RunBoard(new BoardConfig(3, 2));
        other.accept(Forecasts.full("a", "loss", RunState.FAILED, 12));
        other.accept(signal(StopSignal.Status.ADVISED));
        assertFalse(other.run("a").orElseThrow().stopAdvised());
    }

    @Test
    void placesOfAllRunsAreThoseOfTheLatestLeaderboard() {
        board.accept(Forecasts.full("a", "loss", RunState.COMPLETED, 5));
        board.accept(Forecasts.full("b", "loss", RunState.RUNNING, 5));
        board.accept(leaderboard("a", "b"));
        assertEquals(1, board.run("a").orElseThrow().place().orElseThrow().rank());
        board.accept(leaderboard("b", "a"));
        assertEquals(
                List.of(2, 1),
                board.runs().stream().map(run -> run.place().orElseThrow().rank()).toList());
        assertEquals(2, board.runs().get(0).place().orElseThrow().runs());
        board.forgetGroup("sweep");
        assertTrue(board.run("a").orElseThrow().place().isEmpty());
    }

    private static Leaderboard leaderboard(String... runs) {
        List<Leaderboard.Entry> entries = new ArrayList<>();
        for (String run : runs) {
            entries.add(
                    new Leaderboard.Entry(
                            run,
                            RunState.RUNNING,
                            5,
                            2.5,
                            0.1,
                            OptionalInt.of(1 + entries.size()),
                            OptionalDouble.of(0.5)));
        }
        return new Leaderboard("sweep", "loss", Goal.MINIMIZE, Forecasts.TIME, entries);
    }

    @Test
    void beyondTheBoundTheRunWithoutNewsForLongestGoes() {
        for (String run : List.of("a", "b", "c", "a", "d")) {
            board.accept(Forecasts.bare(run, "loss", RunState.RUNNING, 1));
        }
        assertEquals(List.of("a", "c", "d"), board.runs().stream().map(RunView::run).toList());
    }

    @Test
    void aForgottenRunGoesWithItsLastCurve() {
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 1));
        board.accept(Forecasts.bare("a", "accuracy", RunState.RUNNING, 1));
        board.forget("a", "loss");
        assertTrue(board.run("a").isPresent());
        board.forget("a", "accuracy");
        assertTrue(board.run("a").isEmpty());
    }

    /** After a restart the topics are read from their beginnings, each for itself. */
    @Test
    void whatWasSaidOfARunOutlastsTheNewsThatItHasACurveNow() {
        StopSignal signal =
                signal(StopSignal.Status.ADVISED).under("sweep", "v1", StopSignal.Mode.ENFORCE);
        board.accept(signal);
        board.accept(anomaly("1", Anomaly.Status.OPENED));
        board.forgetUnfitted("a");
        board.forget("a", "accuracy");
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 12));
        RunView run = board.run("a").orElseThrow();
        assertEquals(Optional.of(signal), run.decision());
        assertEquals(1, run.openAnomalies().size());
        assertEquals(List.of(run), board.runs());
    }

    @Test
    void aForgottenRunStaysAwayUntilItReportsAgain() {
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 1));
        board.forget("a", "loss");
        board.accept(anomaly("1", Anomaly.Status.RESOLVED));
        assertEquals(Optional.empty(), board.run("a"));
        assertEquals(List.of(), board.runs());
        board.accept(Forecasts.full("a", "loss", RunState.RUNNING, 2));
        assertEquals(2, board.run("a").orElseThrow().step());
    }

    @Test
    void aSignalOfAnEarlierAttemptStandsNoMore() {
        StopSignal signal =
                signal(StopSignal.Status.ADVISED).under("sweep", "v1", StopSignal.Mode.ENFORCE);
        board.accept(signal);
        board.accept(unfitted(1));
        assertEquals(Optional.of(signal), board.run("a").orElseThrow().decision());
        board.accept(unfitted(2));
        assertEquals(Optional.empty(), board.run("a").orElseThrow().decision());
    }

    /** The monitor has forgotten it since, and counts its attempts anew. */
    @Test
    void theAttemptIsThatOfTheCurvesAndNotOfWhatWasSaidOfAnEarlierLife() {
        board.accept(unfitted(3));
        board.forgetUnfitted("a");
        board.accept(unfitted(1));
        StopSignal signal =
                signal(StopSignal.Status.ADVISED).under("sweep", "v1", StopSignal.Mode.ENFORCE);
        board.accept(signal);
        assertEquals(Optional.of(signal), board.run("a").orElseThrow().decision());
        assertEquals(1, board.run("a").orElseThrow().attempt());
    }

    private static UnfittedRun unfitted(int attempt) {
        return new UnfittedRun(
                "a",
                Optional.empty(),
                Optional.empty(),
                attempt,
                RunState.RUNNING,
                1,
                Forecasts.TIME,
                OptionalLong.empty(),
                List.of(),
                "why");
    }

    private static Anomaly anomaly(String id, Anomaly.Status status) {
        return anomaly(id, status, Forecasts.TIME);
    }

    private static Anomaly anomaly(String id, Anomaly.Status status, Instant time) {
        return new Anomaly(
                id,
                "a",
                Optional.empty(),
                Optional.empty(),
                Optional.of("loss"),
                Anomaly.Kind.SPIKE,
                status,
                Anomaly.Severity.WARNING,
                1,
                10,
                10,
                time,
                Map.of(),
                "loss is high");
    }

    private static StopSignal signal(StopSignal.Status status) {
        return signal(status, Optional.empty());
    }

    private static StopSignal signal(StopSignal.Status status, Optional<Instant> expires) {
        return new StopSignal(
                "s",
                "a",
                Optional.empty(),
                Optional.empty(),
                1,
                "non_finite",
                1,
                status,
                StopSignal.Mode.OBSERVE,
                10,
                Forecasts.TIME,
                "no number any more",
                Map.of(),
                expires);
    }
}
