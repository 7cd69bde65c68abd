package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradient norms out of their band. */
class GradExplosionTest {

    private final RunWatch watch = new RunWatch();
    private final Random random = new Random(7);
    private long step;

    private void norm(double norm) {
        watch.report(++step, 1, "grad_norm", norm);
    }

    private void normal(int count, double norm, double spread) {
        for (int i = 0; i < count; i++) {
            norm(norm * Math.exp(spread * random.nextGaussian()));
        }
    }

    private List<Status> turns() {
        return watch.turns(Kind.GRAD_EXPLOSION);
    }

    /** Its public chronicles of 12 April 2022, iterations 31214 to 31222, and back at 31250. */
    @Test
    void ofBloomIsToldAtTheThirdIterationAndIsOverWhenItIsBack() {
        watch.plan(115_311);
        step = 30_713;
        normal(500, 0.242, 0.1);
        for (double norm : new double[] {0.242, 0.947, 2.39, 15.9, 145, 960, 353, 379, 650}) {
            norm(norm);
        }
        Turn opened = watch.turn(Kind.GRAD_EXPLOSION, Status.OPENED);
        assertEquals(31_216, opened.step());
        assertEquals(31_215, opened.firstStep());
        assertEquals(9.9, opened.evidence().get("times_usual"), 1);
        assertEquals(List.of(Status.OPENED), turns(), "nine iterations are no reason to stop");
        normal(27, 30, 1);
        normal(20, 0.25, 0.1);
        assertEquals(Status.RESOLVED, turns().get(turns().size() - 1));
        assertTrue(!turns().contains(Status.ESCALATED), () -> "turns " + watch.turns);
    }

    @Test
    void oneMonstrousNormIsEnough() {
        normal(200, 1, 0.2);
        norm(50);
        assertEquals(List.of(Status.OPENED), turns());
        normal(10, 1, 0.2);
        assertEquals(Status.RESOLVED, turns().get(turns().size() - 1));
    }

    @Test
    void whereFewerFalseAlarmsAreAllowedTheSameNormIsNotEnough() {
        watch.config = watch.config.with(new FalseAlarms(0.2));
        normal(200, 1, 0.2);
        norm(50);
        assertEquals(List.of(), turns());
        normal(10, 1, 0.2);
        normal(4, 200, 0.2);
        assertEquals(List.of(Status.OPENED), turns(), "but a few in a row are");
    }

    @Test
    void aNormThatStaysUpIsCriticalAndBecomesNormalInTheEnd() {
        watch.plan(2_000);
        normal(500, 1, 0.2);
        normal(100, 20, 0.2);
        assertEquals(
                Severity.CRITICAL, watch.turn(Kind.GRAD_EXPLOSION, Status.ESCALATED).severity());
        normal(1_000, 20, 0.2);
        assertEquals(Status.RESOLVED, turns().get(turns().size() - 1));
    }

    @Test
    void aSlowDriftIsNoExplosion() {
        for (int i = 0; i < 2_000; i++) {
            norm(Math.exp(i / 400.0 + 0.2 * random.nextGaussian()));
        }
        assertEquals(List.of(), turns(), "148 times the first");
    }

    @Test
    void normsThatAreClippedDoNotMakeTheBandCollapse() {
        normal(1_000, 1, 0);
        normal(20, 1.3, 0.2);
        normal(500, 0.6, 0.2);
        normal(20, 1, 0);
        assertEquals(List.of(), turns());
        norm(60);
        norm(60);
        assertEquals(List.of(Status.OPENED), turns(), "but an explosion is still one");
    }

    @Test
    void aWildStartIsPassedOver() {
        watch.plan(10_000);
        normal(20, 2, 0.3);
        norm(90);
        normal(20, 2, 0.3);
        norm(400);
        assertEquals(List.of(), turns());
    }

    @Test
    void aLoneNaNIsAWarningOnceAndThreeInARowAreCritical() {
        normal(200, 1, 0.2);
        norm(Double.NaN);
        assertEquals(List.of(Status.OPENED), turns());
        normal(5, 1, 0.2);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), withoutRecovering());
        normal(300, 1, 0.2);
        norm(Double.POSITIVE_INFINITY);
        normal(5, 1, 0.2);
        assertEquals(2, withoutRecovering().size(), "another lone one is a habit");
        for (int i = 0; i < 4; i++) {
            norm(Double.NaN);
        }
        assertEquals(
                List.of(Status.OPENED, Status.RESOLVED, Status.OPENED, Status.ESCALATED),
                withoutRecovering());
    }

    private List<Status> withoutRecovering() {
        return turns().stream().filter(turn -> turn != Status.RECOVERING).toList();
    }

    @Test
    void theScaleSearchOfMixedPrecisionAtTheStartIsPassedOver() {
        for (int i = 0; i < 20; i++) {
            norm(Double.POSITIVE_INFINITY);
        }
        normal(200, 1, 0.2);
        for (int i = 0; i < 10; i++) {
            norm(0);
        }
        normal(20, 1, 0.2);
        assertEquals(List.of(), turns(), "steps that are skipped have no norm");
    }

    @Test
    void whatWasReportedAlreadyIsNotCountedAgain() {
        normal(200, 1, 0.2);
        for (int i = 0; i < 20; i++) {
            watch.report(step, 0, "grad_norm", 5);
        }
        assertEquals(List.of(), turns());
    }

    @Test
    void heavyTailsAreLearned() {
        for (int i = 0; i < 50_000; i++) {
            double t = random.nextGaussian() / Math.sqrt((gamma() + gamma() + gamma()) / 3);
            norm(Math.exp(0.5 * t));
        }
        long opened = turns().stream().filter(turn -> turn == Status.OPENED).count();
        assertTrue(opened <= 3, opened + " of 50,000");
    }

    private double gamma() {
        double x = random.nextGaussian();
        return x * x;
    }
}
