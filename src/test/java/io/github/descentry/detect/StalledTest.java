package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Plan;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Silence, judged by the run's own habit. */
class StalledTest {

    private final DetectConfig config = DetectConfig.DEFAULT;
    private final Progress progress = new Progress();
    private final List<Turn> turns = new ArrayList<>();
    private RunDetectors detectors = new RunDetectors();
    private Instant clock = Instant.parse("2026-01-01T00:00:00Z");
    private long step;

    private void report(long seconds, long jobSeconds) {
        clock = clock.plusSeconds(seconds);
        step += 10;
        jobTime = jobTime.plusSeconds(jobSeconds);
        progress.advance(step, Double.NaN);
        detectors.judge(
                new RunReport(
                        step,
                        jobTime,
                        clock,
                        progress,
                        Map.of(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        List.of(),
                        config),
                turns::add);
    }

    private Instant jobTime = clock;

    private void reports(int count, long seconds) {
        for (int i = 0; i < count; i++) {
            report(seconds, seconds);
        }
    }

    /** Judges the silence and returns how many turns there are by then. */
    private int silence(long seconds) {
        StateWriter out = new StateWriter();
        detectors.write(out);
        detectors = new RunDetectors();
        detectors.read(new StateReader(out.toByteArray()));
        detectors.judge(new Silence(clock.plusSeconds(seconds), progress, config), turns::add);
        return turns.size();
    }

    private boolean late(long seconds) {
        return detectors.late(new Silence(clock.plusSeconds(seconds), progress, config));
    }

    @Test
    void theLimitIsAMultipleOfTheLongestGapOfLate() {
        reports(50, 100);
        assertFalse(late(240));
        assertTrue(late(260));
        assertEquals(0, silence(490));
        assertEquals(1, silence(510));
        assertEquals(Status.OPENED, turns.get(0).status());
        assertEquals(step, turns.get(0).firstStep());
        assertEquals(100, turns.get(0).evidence().get("learned_gap_seconds"), 1);
    }

    @Test
    void aPauseForEvaluationIsLearnedFromItsFirstOccurrence() {
        reports(20, 10);
        report(200, 200);
        reports(20, 10);
        assertEquals(0, silence(600));
        assertEquals(1, silence(1_100));
    }

    @Test
    void aFastRunHasAFloor() {
        reports(50, 1);
        assertEquals(0, silence(290));
        assertEquals(1, silence(310));
    }

    @Test
    void aReplayAtFullSpeedTeachesTheJobsOwnGaps() {
        for (int i = 0; i < 50; i++) {
            report(0, 120);
        }
        assertEquals(0, silence(590));
        assertEquals(1, silence(610));
    }

    @Test
    void aLongStallBecomesCriticalOnceAndEndsWithTheNextReport() {
        reports(50, 1);
        silence(310);
        assertEquals(1, silence(1_000));
        assertEquals(2, silence(1_300));
        assertEquals(2, silence(5_000));
        assertEquals(Severity.CRITICAL, turns.get(1).severity());
        report(6_000, 6_000);
        assertEquals(Status.RESOLVED, turns.get(2).status());
        assertTrue(turns.get(2).sentence().endsWith("after 1.7 h of silence"), "" + turns);
        assertEquals(4, silence(310), "a stall is no habit");
    }

    @Test
    void aSingleReportIsNoHabitYet() {
        report(0, 0);
        assertFalse(late(3_590));
        assertEquals(0, silence(3_590));
        Instant due = detectors.due(new Silence(clock, progress, config)).orElseThrow();
        assertEquals(clock.plusSeconds(3_600).plusMillis(1), due);
        assertEquals(1, silence(3_610), "but a job may die at its first evaluation");
        assertTrue(turns.get(0).sentence().contains("its first report"), turns.get(0).sentence());
        assertFalse(turns.get(0).evidence().containsKey("learned_gap_seconds"));
        report(7_000, 7_000);
        assertEquals(Status.RESOLVED, turns.get(1).status());
        assertEquals(2, silence(30_000), "two hours are its habit now");
    }

    @Test
    void aFewGapsAreNoHabitYet() {
        reports(11, 1);
        assertTrue(late(70), "but it is noticed");
        assertEquals(0, silence(3_590), "from every step to every 200 steps");
        assertEquals(1, silence(3_610));
        assertEquals(Severity.INFO, turns.get(0).severity());
        assertTrue(late(3_610));
        assertFalse(detectors.stalled(), "it is noted only");
        assertEquals(1, silence(14_300));
        assertEquals(2, silence(14_500));
        assertEquals(Severity.CRITICAL, turns.get(1).severity());
        assertTrue(detectors.stalled());
    }

    @Test
    void aSilenceThatWasOnlyNotedIsLearned() {
        reports(11, 1);
        silence(4_000);
        report(4_000, 4_000);
        reports(20, 1);
        assertEquals(2, silence(10_000));
    }

    @Test
    void aRunWhoseNextReportWouldLieBeyondItsPlanIsDone() {
        progress.plan(Plan.ofSteps(500));
        reports(49, 1);
        assertEquals(0, silence(100_000));
        assertFalse(late(100_000));
    }
}
