package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A run that loses its pace. */
class SlowTest {

    private final RunWatch watch = new RunWatch();
    private final Random random = new Random(3);
    private long step;

    private void reports(int count, double seconds) {
        for (int i = 0; i < count; i++) {
            step += 10;
            watch.report(step, seconds * Math.exp(0.02 * random.nextGaussian()), "loss", 2);
        }
    }

    private List<Status> turns() {
        return watch.turns(Kind.SLOW);
    }

    @Test
    void isToldWithItsPaceAndWhatItCosts() {
        watch.plan(10_000);
        reports(200, 20);
        reports(100, 40);
        Turn opened = watch.turn(Kind.SLOW, Status.OPENED);
        assertEquals(Severity.WARNING, opened.severity());
        assertEquals(2, opened.evidence().get("times_slower"), 0.1);
        assertEquals(0.5, opened.evidence().get("usual_steps_per_second"), 0.02);
        assertEquals(0.25, opened.evidence().get("steps_per_second"), 0.02);
        assertEquals(2 * (10_000 - opened.step()), opened.evidence().get("delay_seconds"), 2_000);
        assertTrue(opened.firstStep() <= 2_050 && opened.firstStep() > 2_000);
        assertTrue(opened.step() <= 2_200, "after some ten minutes: " + opened.step());
        assertTrue(opened.sentence().contains(" h later"), opened.sentence());
        assertEquals(List.of(Status.OPENED), turns(), "it is never critical");
        reports(20, 20);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
    }

    @Test
    void noPauseMakesARunSlow() {
        reports(100, 20);
        for (int i = 0; i < 20; i++) {
            reports(1, 3_600);
            reports(7, 20);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void pausesThatComeWithEveryOtherReportAreHabit() {
        for (int i = 0; i < 100; i++) {
            reports(1, 200);
            reports(1, 20);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void aShortSlownessIsPassedOver() {
        reports(200, 20);
        reports(12, 40);
        reports(200, 20);
        assertEquals(List.of(), turns());
    }

    @Test
    void aRunWhosePaceVariesNeedsMore() {
        for (int i = 0; i < 60; i++) {
            reports(10, i % 2 == 0 ? 20 : 32);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void reportsThatAllBearOneTimeAreNeverSlow() {
        reports(500, 0);
        assertEquals(List.of(), turns());
    }

    @Test
    void aCoarseClockAndFrequentReportsAreNoPace() {
        for (int i = 0; i < 20_000; i++) {
            step++;
            watch.report(step, i % 7 == 0 ? 1 : 0, "loss", 2);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void severalReportsOfOneStepAreOneStep() {
        for (int i = 0; i < 300; i++) {
            reports(1, 20);
            if (i > 150) {
                watch.report(step, 1, "val/loss", 2);
                watch.report(step, 1, "val/acc", 0.5);
            }
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void aStallThatEndsLeavesNoSlowness() {
        reports(200, 20);
        watch.silence(5_000);
        assertEquals(List.of(Status.OPENED), watch.turns(Kind.STALLED));
        reports(1, 6_000);
        reports(100, 20);
        assertEquals(List.of(), turns());
    }

    @Test
    void aSlowRunThatStallsIsNoLongerSlow() {
        reports(200, 20);
        reports(50, 40);
        assertEquals(List.of(Status.OPENED), turns());
        watch.silence(5_000);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
        assertTrue(
                watch.turn(Kind.SLOW, Status.RESOLVED).sentence().endsWith("the run is stalled"));
    }

    @Test
    void aPaceThatStaysBecomesUsual() {
        reports(200, 20);
        reports(1_000, 40);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
    }

    @Test
    void theTimeBetweenTwoAttemptsIsNoPace() {
        reports(200, 20);
        for (int i = 0; i < 20; i++) {
            watch.detectors.close(step, "attempt 2 has started", watch.turns::add);
            reports(3, 20);
            step += 10;
            watch.report(step, 1_000, "loss", 2);
        }
        assertEquals(List.of(), turns());
    }
}
