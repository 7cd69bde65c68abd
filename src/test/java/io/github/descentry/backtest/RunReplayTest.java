package io.github.descentry.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.RunMonitor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunReplayTest {

    private static final RunMonitor MONITOR = new RunMonitor(MonitorConfig.defaults());

    private static List<Alarm> alarms(CorpusRun run, Kind kind) {
        return RunReplay.of(MONITOR, run).alarms().stream()
                .filter(alarm -> alarm.kind().equals(Optional.of(kind)))
                .toList();
    }

    private static Recorded recorded() {
        return new Recorded().curve("train_loss", Recorded::smooth);
    }

    @Test
    void aSilenceIsJudgedBetweenReportsAndEndsWithTheNext() {
        CorpusRun run = recorded().reports(30).pause(3600).reports(30).run("ok");
        List<Alarm> stalls = alarms(run, Kind.STALLED);
        assertEquals(1, stalls.size());
        Alarm stall = stalls.get(0);
        assertEquals(290, stall.step());
        assertEquals(OptionalLong.of(300), stall.endStep());
        assertEquals(Optional.empty(), stall.metric());
        // Called for its first turn, not for its getting worse.
        assertEquals(Severity.WARNING, stall.severity());
    }

    @Test
    void aRunWithoutAClockIsNeverSilent() {
        CorpusRun clocked = recorded().reports(30).pause(3600).reports(30).run("ok");
        List<Checkpoint> madeUp =
                clocked.checkpoints().stream()
                        .map(
                                it ->
                                        new Checkpoint(
                                                it.run(),
                                                it.attempt(),
                                                it.step() < 300 ? it.step() : 9_000 + it.step(),
                                                CorpusRun.START.plusSeconds(
                                                        it.step() < 300
                                                                ? it.step()
                                                                : 9_000 + it.step()),
                                                it.tokens(),
                                                it.metrics()))
                        .toList();
        CorpusRun run =
                new CorpusRun(
                        "r",
                        "made",
                        clocked.plan(),
                        clocked.finalValue(),
                        clocked.outcome(),
                        clocked.mainMetric(),
                        madeUp);
        assertEquals(List.of(), alarms(run, Kind.STALLED));
    }

    @Test
    void whatComesAfterTheRecordingIsNotAsked() {
        CorpusRun cutOff = recorded().reports(60).run("truncated");
        assertTrue(cutOff.ended().isEmpty());
        assertEquals(List.of(), alarms(cutOff, Kind.STALLED));
    }

    @Test
    void valuesThatAreNoNumbersAreOneAlarmAtTheFirst() {
        CorpusRun run =
                new Recorded()
                        .curve("train_loss", i -> i >= 40 ? Double.NaN : Recorded.smooth(i))
                        .reports(60)
                        .run("nan");
        List<Alarm> alarms = alarms(run, Kind.NON_FINITE);
        assertEquals(1, alarms.size());
        assertEquals(400, alarms.get(0).step());
        assertEquals(1, RunReplay.of(MONITOR, run).stops());
    }
}
