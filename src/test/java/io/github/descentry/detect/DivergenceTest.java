package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a rise is a divergence, and when it is not. */
class DivergenceTest {

    private final Random random = new Random(5);

    /** A healthy power law until {@code turn}, from there on a steady rise per 1,000 steps. */
    private Watch run(long turn, long end, double rise) {
        Watch watch = new Watch().plan(10_000);
        for (long step = 0; step < end; step += 20) {
            double loss =
                    Curves.level(Math.min(step, turn))
                            + rise * Math.max(0, step - turn) / 1000
                            + 0.03 * random.nextGaussian();
            watch.report(step, loss);
        }
        return watch;
    }

    @Test
    void aSlowRiseOpensAndEscalatesWhenItDoesNotComeBack() {
        Watch watch = run(3_000, 8_000, 0.5);
        assertEquals(List.of(Status.OPENED, Status.ESCALATED), watch.turns(Kind.DIVERGENCE));
        Turn opened = watch.turn(Kind.DIVERGENCE, Status.OPENED);
        assertTrue(opened.step() < 4_500, "opened at " + opened.step());
        assertTrue(opened.firstStep() >= 2_500, "began at " + opened.firstStep());
        assertTrue(opened.evidence().get("rise") >= opened.evidence().get("floor"));
    }

    @Test
    void aRunThatFlattensEarlyDoesNotDiverge() {
        assertEquals(List.of(), run(1_000, 10_000, 0).turns(Kind.DIVERGENCE));
    }

    @Test
    void aRunThatExplodesFromItsFirstReportsOnIsFound() {
        Watch watch = new Watch().plan(2_000);
        for (long step = 0; step < 400; step += 10) {
            watch.report(step, 2.3 + 0.0001 * step * step + 0.02 * random.nextGaussian());
        }
        assertTrue(watch.detectors.disturbed(), () -> "" + watch.turns);
    }

    @Test
    void aStrayTheCurveHasComeBackFromBeforeIsHabit() {
        Watch watch = new Watch(Goal.MAXIMIZE);
        for (long step = 0; step < 20_000; step += 20) {
            double swing = 60 * Math.sin(step / 700.0);
            watch.report(step, 100 + step / 50.0 + swing + 5 * random.nextGaussian());
        }
        long opened =
                watch.turns(Kind.DIVERGENCE).stream().filter(it -> it == Status.OPENED).count();
        assertTrue(opened <= 1, "of five falls by 120, all but the first are habit: " + opened);
    }

    @Test
    void aValidationCurveThatRisesWhileTrainingImprovesIsNoDivergence() {
        for (boolean healthy : new boolean[] {true, false}) {
            Watch training = new Watch();
            Watch validation = new Watch();
            validation.split = Split.VALIDATION;
            validation.training = Optional.of(training);
            for (long step = 0; step < 10_000; step += 50) {
                double rise = 0.3 * Math.max(0, step - 5_000) / 1_000;
                double fall = Curves.level(step);
                training.report(step, fall + (healthy ? 0 : rise) + 0.02 * random.nextGaussian());
                validation.report(step, fall + rise + 0.02 * random.nextGaussian());
            }
            boolean opened = validation.turns(Kind.DIVERGENCE).contains(Status.OPENED);
            assertEquals(!healthy, opened, "training healthy: " + healthy);
        }
    }

    @Test
    void aMaximisedMetricThatNeverRoseDoesNotDiverge() {
        Watch watch = new Watch(Goal.MAXIMIZE);
        for (long step = 0; step < 5_000; step += 20) {
            watch.report(step, Curves.level(step) + 0.01 * random.nextGaussian());
        }
        assertEquals(List.of(), watch.turns, "an error logged under the name of an accuracy");
    }

    @Test
    void aRiseThatGoesAwayIsRecoveringThenResolved() {
        Watch watch = new Watch().plan(10_000);
        for (long step = 0; step < 10_000; step += 20) {
            double rise = Math.max(0, Math.min(step - 5_000, 5_900 - step)) / 1_000.0;
            watch.report(step, Curves.level(step) + rise + 0.02 * random.nextGaussian());
        }
        List<Status> turns = watch.turns(Kind.DIVERGENCE);
        assertEquals(Status.OPENED, turns.get(0));
        assertEquals(Status.RESOLVED, turns.get(turns.size() - 1));
        assertFalse(watch.detectors.disturbed());
        assertEquals(
                "loss has come back after 800 steps: around 2.926, 0.07445 worse than its best"
                        + " 2.852; it was 0.3517 worse at its peak",
                watch.turn(Kind.DIVERGENCE, Status.RESOLVED).sentence());
    }
}
