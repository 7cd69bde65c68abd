package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A recorded run, event by event through the monitor that runs live, with its silences judged when
 * they are due: at the very moment, where the live monitor looks every few seconds. A run without a
 * clock has no silences, and what would have come after the end of the recording is not asked.
 */
final class RunReplay {

    private final RunMonitor monitor;
    private final RunMemory memory;
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private int stops;

    private RunReplay(RunMonitor monitor, String run) {
        this.monitor = monitor;
        this.memory = new RunMemory(run);
    }

    static RunReplay of(RunMonitor monitor, CorpusRun run) {
        RunReplay replay = new RunReplay(monitor, run.run());
        boolean clocked = run.clocked();
        Instant judged = Instant.MIN;
        for (RunEvent event : run.events()) {
            if (clocked && judged != Instant.MIN) {
                replay.silence(judged, event.time());
            }
            replay.take(replay.monitor.step(replay.memory, event, event.time()));
            judged = event.time();
        }
        return replay;
    }

    /** All alarms in the order in which they were raised. */
    List<Alarm> alarms() {
        List<Alarm> alarms = new ArrayList<>(lives.size());
        lives.values().forEach(life -> alarms.add(life.alarm()));
        return alarms;
    }

    /** How often a stop was advised by the rules that need no other run. */
    int stops() {
        return stops;
    }

    private void silence(Instant from, Instant until) {
        Optional<Instant> due = monitor.silenceDue(memory, from);
        while (due.isPresent() && due.get().isBefore(until)) {
            take(monitor.silence(memory, due.get()));
            due = monitor.silenceDue(memory, due.get());
        }
    }

    private void take(Outcome outcome) {
        for (Anomaly turn : outcome.anomalies()) {
            lives.computeIfAbsent(turn.id(), id -> new Life()).turn(turn);
        }
        for (StopSignal signal : outcome.signals()) {
            stops += signal.status() == StopSignal.Status.ADVISED ? 1 : 0;
        }
    }

    /** The turns of one anomaly. */
    private static final class Life {
        private Anomaly raised;
        private OptionalLong end = OptionalLong.empty();

        private void turn(Anomaly turn) {
            boolean worse = raised != null && raised.severity() == Severity.INFO;
            if (raised == null || worse && turn.severity() != Severity.INFO) {
                raised = turn;
            }
            if (turn.status() == Status.RESOLVED) {
                end = OptionalLong.of(turn.step());
            }
        }

        private Alarm alarm() {
            return new Alarm(
                    Optional.of(raised.kind()),
                    raised.severity(),
                    raised.metric(),
                    raised.firstStep(),
                    raised.step(),
                    end,
                    raised.sentence(),
                    raised.evidence(),
                    raised.rule());
        }
    }
}
