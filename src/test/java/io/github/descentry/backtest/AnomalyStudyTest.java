package io.github.descentry.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.Call.Verdict;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.CurveLabel;
import io.github.descentry.ingest.CurveLabel.Event;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.series.SeriesPresets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnomalyStudyTest {

    private static final Set<Kind> KINDS = Set.of(Kind.NON_FINITE, Kind.SPIKE, Kind.DIVERGENCE);

    private static AnomalyStudy study(boolean drawn) {
        List<SeriesPreset> peers =
                List.of(SeriesPresets.of("lightning.spike_detection", Parameters.none()));
        return new AnomalyStudy(MonitorConfig.defaults(), KINDS, peers, drawn);
    }

    private static CurveLabel label(Event event, long first, long last) {
        return new CurveLabel("r", "train_loss", event, first, last, "");
    }

    private static CorpusRun run(int reports, String outcome) {
        return new Recorded()
                .curve("val_loss", Recorded::smooth)
                .curve("train_loss", i -> i == 50 ? Double.NaN : Recorded.smooth(i))
                .reports(reports)
                .run(outcome);
    }

    @Test
    void rulesOfOtherToolsSeeTheTrainingLossWhereItIsLongEnough() {
        RunVerdict verdict =
                study(false).verdict(run(60, "nan"), List.of(label(Event.NAN, 500, 500)));
        assertEquals(
                Set.of(AnomalyStudy.OURS, "lightning.spike_detection"), verdict.peers().keySet());
        for (RunScore score : verdict.peers().values()) {
            assertEquals(60, score.checkpoints());
            assertTrue(score.labels().get(0).found());
            assertEquals(0, score.labels().get(0).delay());
        }
        assertEquals(Map.of(), study(false).verdict(run(59, "nan"), List.of()).peers());
    }

    @Test
    void aRunIsHealthyAsItsOutcomeSaysOrElseItsLabels() {
        List<CurveLabel> bad = List.of(label(Event.PLATEAU, 10, 90));
        List<CurveLabel> harmless =
                List.of(
                        label(Event.SPIKE1, 10, 10),
                        label(Event.EPOCH_RESET, 20, 20),
                        label(Event.WALL_GAP, 30, 30));
        assertTrue(study(false).verdict(run(20, "ok"), bad).score().healthy());
        assertFalse(study(false).verdict(run(20, "unknown"), harmless).score().healthy());
        assertTrue(study(false).verdict(run(20, ""), harmless).score().healthy());
        assertFalse(study(false).verdict(run(20, ""), bad).score().healthy());
    }

    @Test
    void onlyKindsThatWereAskedForCount() {
        AnomalyStudy spikes =
                new AnomalyStudy(MonitorConfig.defaults(), Set.of(Kind.SPIKE), List.of(), false);
        RunScore score = spikes.verdict(run(60, "ok"), List.of(label(Event.NAN, 500, 500))).score();
        assertEquals(List.of(), score.calls());
        assertEquals(List.of(), score.labels());
    }

    @Test
    void curvesOfWrongVerdictsAreKeptOnlyToBeDrawn() {
        for (boolean drawn : new boolean[] {true, false}) {
            List<WrongVerdict> wrong = study(drawn).verdict(run(60, "ok"), List.of()).wrong();
            assertEquals(1, wrong.size());
            assertEquals(WrongVerdict.Fault.FALSE_ALARM, wrong.get(0).fault());
            assertEquals("train_loss", wrong.get(0).curve());
            assertEquals(drawn ? 60 : 0, wrong.get(0).whole().size());
        }
    }

    @Test
    void lastingEventsAreSummedButForCollectionsSetApart() {
        AnomalyStudyResult result = new AnomalyStudyResult(KINDS, Set.of("apart"));
        result.add(verdict("made", found(Event.SPIKE, 1), found(Event.DIVERGED, 6)));
        result.add(verdict("made", missed(Event.SPIKE), found(Event.NAN, 0)));
        result.add(verdict("apart", found(Event.SPIKE, 100)));
        AnomalyScore all = result.score();
        assertEquals(3, all.lastingLabelled());
        assertEquals(2, all.lastingFound());
        assertEquals(3.5, all.lastingMedianDelay());
        KindScore spikes = all.of(Kind.SPIKE).orElseThrow();
        assertEquals(3, spikes.labelled());
        assertEquals(2, spikes.found());
        assertEquals(50.5, spikes.medianDelayCheckpoints());
        assertEquals(
                List.of("apart", "made"),
                result.collections().stream().map(AnomalyScore::name).toList());
    }

    @Test
    void falseAlarmsAreThoseOfHealthyRunsAndTheirRateIsOfTheirReports() {
        Alarm alarm = Alarm.ofRule("loss", 10, "spike");
        AnomalyStudyResult result = new AnomalyStudyResult(KINDS, Set.of());
        result.add(verdict(true, 3_000, new Call(alarm, Verdict.FALSE, true)));
        result.add(verdict(true, 1_000, new Call(alarm, Verdict.RIGHT, false)));
        result.add(verdict(false, 9_000, new Call(alarm, Verdict.OUTSIDE, false)));
        AnomalyScore all = result.score();
        assertEquals(1, all.falseAlarms());
        assertEquals(250, all.falseAlarmsPerMillion());
        assertEquals(1, all.onSingleBadBatches());
        assertEquals(1, all.outsideLabels());
        assertEquals(2, all.healthyRuns());
        assertEquals(13_000, all.checkpoints());
    }

    @Test
    void ofFalseAlarmsThoseAtASingleHighValueAreTold() {
        Alarm alarm = Alarm.ofRule("loss", 10, "spike");
        AnomalyStudyResult result = new AnomalyStudyResult(KINDS, Set.of());
        result.add(verdict(true, 1_000, new Call(alarm, Verdict.FALSE, true)));
        result.add(verdict(true, 1_000, new Call(alarm, Verdict.FALSE, false)));
        assertEquals(2, result.score().falseAlarms());
        assertEquals(1, result.score().onSingleBadBatches());
    }

    /** The page of so many false alarms of a run of the collection {@code made}. */
    private static String page(int falseAlarms, CurveLabel... labels) {
        RunVerdict one = study(true).verdict(run(60, "ok"), List.of(labels));
        assertEquals(1, one.wrong().size());
        AnomalyStudyResult result = new AnomalyStudyResult(KINDS, Set.of());
        result.add(
                new RunVerdict(
                        one.run(),
                        one.collection(),
                        one.outcome(),
                        one.score(),
                        one.peers(),
                        one.stops(),
                        Collections.nCopies(falseAlarms, one.wrong().get(0))));
        return new AnomalyPage(result).html("here");
    }

    private static int figures(String html) {
        return html.split("<figure>", -1).length - 1;
    }

    @Test
    void thePageTellsOfWhichCollectionVerdictsAreThatWereTooManyToKeep() {
        String html = page(251);
        assertEquals(250, figures(html));
        assertTrue(html.contains("Not drawn, as the page would become too large: 1 of made<"));
        assertFalse(page(250).contains("Not drawn"));
    }

    @Test
    void aPageThatGrowsTooLargeTellsHowManyOfWhichCollectionItLeavesOut() {
        String note = "x".repeat(200_000);
        String html = page(251, new CurveLabel("r", "val_loss", Event.EPOCH_RESET, 100, 100, note));
        int drawn = figures(html);
        assertTrue(drawn > 0 && drawn < 250, "drawn=" + drawn);
        assertTrue(
                html.contains(
                        "Not drawn, as the page would become too large: "
                                + (251 - drawn)
                                + " of made<"));
    }

    @Test
    void thePageSetsThoseFoundByAnAlarmThatStoodApartFromThoseFound() {
        AnomalyStudyResult result = new AnomalyStudyResult(KINDS, Set.of());
        Alarm alarm = Alarm.ofRule("train_loss", 10, "spike");
        LabelResult standing =
                new LabelResult(
                        label(Event.SPIKE, 10, 20), Optional.of(alarm), 0, true, false, true);
        result.add(verdict("made", standing, found(Event.SPIKE, 2), missed(Event.SPIKE)));
        String html = new AnomalyPage(result).html("here");
        assertTrue(html.contains("<td>spike</td><td>3</td><td>2</td><td>1</td><td>1</td>"), html);
    }

    private static LabelResult found(Event event, int delay) {
        Alarm alarm = Alarm.ofRule("train_loss", 10, "spike");
        return new LabelResult(label(event, 10, 20), Optional.of(alarm), delay, false, false, true);
    }

    private static LabelResult missed(Event event) {
        return new LabelResult(label(event, 10, 20), Optional.empty(), 0, false, false, false);
    }

    private static RunVerdict verdict(String collection, LabelResult... labels) {
        RunScore score = new RunScore(false, 100, List.of(), List.of(labels), 0);
        return new RunVerdict("r", collection, "spike", score, Map.of(), 0, List.of());
    }

    private static RunVerdict verdict(boolean healthy, long checkpoints, Call call) {
        RunScore score = new RunScore(healthy, checkpoints, List.of(call), List.of(), 0);
        return new RunVerdict("r", "made", "", score, Map.of(), 0, List.of());
    }
}
