package io.github.descentry.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.Call.Verdict;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.ingest.CurveLabel;
import io.github.descentry.ingest.CurveLabel.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run of 200 reports at steps 0, 10, 20 … of two curves, and what alarms on it are worth. */
class JudgeTest {

    private static final int REPORTS = 200;

    private final RunCurves curves =
            new RunCurves(
                    new Recorded()
                            .curve("loss", Recorded::smooth)
                            .curve("val_loss", JudgeTest::overfitted)
                            .reports(REPORTS)
                            .run("ok"));

    /** Falls to 1 at report 100 and rises to 3 at the last but ten. */
    private static double overfitted(int report) {
        return report <= 100 ? 2 - report / 100.0 : 1 + 2 * Math.min(1, (report - 100) / 90.0);
    }

    private static Alarm alarm(Kind kind, String metric, int report) {
        return alarm(kind, metric, report, OptionalLong.empty(), Severity.WARNING);
    }

    private static Alarm alarm(
            Kind kind, String metric, int report, OptionalLong end, Severity severity) {
        long step = (long) Recorded.STRIDE * report;
        return new Alarm(
                Optional.of(kind),
                severity,
                Optional.of(metric).filter(it -> !it.isEmpty()),
                step,
                step,
                end,
                "something happened",
                Map.of(),
                Optional.empty());
    }

    private static CurveLabel label(Event event, String metric, int first, int last) {
        return new CurveLabel(
                "r",
                metric,
                event,
                (long) Recorded.STRIDE * first,
                (long) Recorded.STRIDE * last,
                "");
    }

    private RunScore score(boolean healthy, List<CurveLabel> labels, Alarm... alarms) {
        return new Judge(curves, healthy, labels, false).score(List.of(alarms), REPORTS);
    }

    private Verdict verdict(boolean healthy, CurveLabel label, Alarm alarm) {
        return score(healthy, List.of(label), alarm).calls().get(0).verdict();
    }

    @ParameterizedTest
    @CsvSource({
        "NAN, NON_FINITE, RIGHT",
        "NAN, SPIKE, OUTSIDE",
        "NAN, GRAD_EXPLOSION, UNJUDGED",
        "SPIKE, SPIKE, RIGHT",
        "SPIKE, DIVERGENCE, RIGHT",
        "SPIKE, PLATEAU, OUTSIDE",
        "DIVERGED, DIVERGENCE, RIGHT",
        "DIVERGED, SPIKE, RIGHT",
        "DIVERGED, OVERFIT, OUTSIDE",
        "OVERFIT, OVERFIT, RIGHT",
        "OVERFIT, DIVERGENCE, OUTSIDE",
        "PLATEAU, PLATEAU, RIGHT",
        "PLATEAU, SPIKE, OUTSIDE",
        "WALL_GAP, STALLED, RIGHT",
        "WALL_GAP, SLOW, OUTSIDE",
        "SPIKE1, SPIKE, OUTSIDE",
        "EPOCH_RESET, DIVERGENCE, OUTSIDE",
        "LEVEL_SHIFT, DIVERGENCE, UNJUDGED",
        "UNCLEAR, PLATEAU, UNJUDGED",
    })
    void eachEventHasItsAnswers(Event event, Kind kind, Verdict verdict) {
        Alarm alarm = alarm(kind, kind == Kind.STALLED || kind == Kind.SLOW ? "" : "loss", 101);
        assertEquals(verdict, verdict(false, label(event, "loss", 100, 110), alarm));
    }

    @ParameterizedTest
    @CsvSource({"89, FALSE", "90, RIGHT", "100, RIGHT", "120, RIGHT", "130, RIGHT", "131, FALSE"})
    void anAlarmIsRightWithinTenReportsOfTheEvent(int report, Verdict verdict) {
        CurveLabel label = label(Event.SPIKE, "loss", 100, 120);
        assertEquals(verdict, verdict(true, label, alarm(Kind.SPIKE, "loss", report)));
    }

    @Test
    void whatIsSeenOnOneCurveExplainsTheOtherButIsFoundOnItsOwn() {
        CurveLabel label = label(Event.DIVERGED, "loss", 100, 120);
        RunScore score = score(false, List.of(label), alarm(Kind.DIVERGENCE, "val_loss", 105));
        assertEquals(Verdict.RIGHT, score.calls().get(0).verdict());
        assertFalse(score.labels().get(0).found());
    }

    @Test
    void wrongAlarmsOnACurveWithinTenReportsCountOnce() {
        RunScore score =
                score(
                        true,
                        List.of(),
                        alarm(Kind.SPIKE, "loss", 50),
                        alarm(Kind.DIVERGENCE, "loss", 60),
                        alarm(Kind.SPIKE, "val_loss", 55),
                        alarm(Kind.SPIKE, "loss", 61));
        assertEquals(
                List.of(500L, 550L, 610L),
                score.calls().stream().map(call -> call.alarm().step()).toList());
    }

    @Test
    void informationIsNoFalseAlarmAndFindsNothingButIsMentioned() {
        Alarm hint = alarm(Kind.SPIKE, "loss", 101, OptionalLong.empty(), Severity.INFO);
        RunScore score = score(true, List.of(label(Event.SPIKE, "loss", 100, 110)), hint);
        assertEquals(List.of(), score.calls());
        assertEquals(1, score.informational());
        assertFalse(score.labels().get(0).found());
        assertTrue(score.labels().get(0).informed());
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.class,
            names = {"SPIKE1", "EPOCH_RESET"})
    void anAlarmAtASingleHighValueIsFalseAndSaysWhere(Event event) {
        CurveLabel single = label(event, "loss", 100, 100);
        RunScore score =
                score(
                        true,
                        List.of(single),
                        alarm(Kind.SPIKE, "loss", 100),
                        alarm(Kind.SPIKE, "loss", 150));
        assertEquals(
                List.of(true, false), score.calls().stream().map(Call::singleBadBatch).toList());
        assertTrue(score.calls().stream().allMatch(call -> call.verdict() == Verdict.FALSE));
        assertEquals(List.of(), score.labels());
    }

    @Test
    void theEarliestAlarmFindsAnEventAndDelayCountsReports() {
        RunScore score =
                score(
                        false,
                        List.of(label(Event.SPIKE, "loss", 100, 120)),
                        alarm(Kind.DIVERGENCE, "loss", 110),
                        alarm(Kind.SPIKE, "loss", 104));
        LabelResult result = score.labels().get(0);
        assertEquals(4, result.delay());
        assertEquals(Optional.of(Kind.SPIKE), result.finder().orElseThrow().kind());
        assertTrue(result.late());
        assertFalse(result.standing());
    }

    @Test
    void anAlarmBeforeTheLabelledStartIsInTime() {
        RunScore score =
                score(
                        false,
                        List.of(label(Event.DIVERGED, "loss", 100, 120)),
                        alarm(Kind.DIVERGENCE, "loss", 95));
        assertEquals(0, score.labels().get(0).delay());
        assertFalse(score.labels().get(0).late());
    }

    @Test
    void anAlarmThatStillStandsHasFoundTheEventToo() {
        CurveLabel label = label(Event.DIVERGED, "loss", 100, 120);
        Alarm open = alarm(Kind.SPIKE, "loss", 20);
        assertTrue(score(false, List.of(label), open).labels().get(0).standing());
        Alarm over = alarm(Kind.SPIKE, "loss", 20, OptionalLong.of(990), Severity.WARNING);
        assertFalse(score(false, List.of(label), over).labels().get(0).found());
    }

    /** From 1 at report 100 to 3: 2 is reached at report 145. */
    @ParameterizedTest
    @CsvSource({"101, true", "144, true", "145, false", "199, false"})
    void anOverfitIsFoundInTimeBeforeHalfOfTheHarm(int report, boolean inTime) {
        LabelResult result =
                score(
                                false,
                                List.of(label(Event.OVERFIT, "val_loss", 100, 199)),
                                alarm(Kind.OVERFIT, "val_loss", report))
                        .labels()
                        .get(0);
        assertTrue(result.found());
        assertEquals(inTime, result.beforeHalfHarm());
        assertEquals(!inTime, result.late());
    }

    @Test
    void rulesOfOtherToolsAreAskedForWhatIsWrongWithALossOnly() {
        List<CurveLabel> labels =
                List.of(
                        label(Event.NAN, "loss", 20, 22),
                        label(Event.SPIKE, "loss", 100, 110),
                        label(Event.PLATEAU, "loss", 150, 190));
        RunScore score =
                new Judge(curves, false, labels, true)
                        .score(
                                List.of(
                                        Alarm.ofRule("loss", 200, "spike"),
                                        Alarm.ofRule("loss", 1600, "spike")),
                                REPORTS);
        assertEquals(
                List.of(true, false), score.labels().stream().map(LabelResult::found).toList());
        assertEquals(
                List.of(Verdict.RIGHT, Verdict.OUTSIDE),
                score.calls().stream().map(Call::verdict).toList());
    }

    @Test
    void eventsThatAreNoFaultOfTheTrainingAreNotAskedFor() {
        List<CurveLabel> labels =
                List.of(
                        label(Event.SPIKE1, "loss", 10, 10),
                        label(Event.EPOCH_RESET, "loss", 20, 20),
                        label(Event.LEVEL_SHIFT, "loss", 30, 30),
                        label(Event.UNCLEAR, "loss", 40, 40));
        assertEquals(List.of(), score(true, labels).labels());
    }
}
