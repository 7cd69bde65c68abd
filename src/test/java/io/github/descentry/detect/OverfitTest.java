package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverfitTest {

    private final Random random = new Random(4);

    /** A validation curve beside a training curve that falls by a fifth each 1,000 steps. */
    private static Watch validation() {
        return HealthyEvaluations.watch();
    }

    private Watch run(Watch validation, double... evaluations) {
        return HealthyEvaluations.run(validation, random, evaluations);
    }

    @Test
    void theThirdOfThreeEvaluationsIsEnough() {
        Watch watch = run(validation(), 0.2214, 0.2026, 0.2156);
        Turn opened = watch.turn(Kind.OVERFIT, Status.OPENED);
        assertEquals(6666, opened.evidence().get("best_step"));
        assertEquals(0.0642, opened.evidence().get("rise_share"), 1e-4);
        String sentence = opened.sentence();
        assertTrue(sentence.contains(", 6.42 % above its best 0.2026 of step 6666"), sentence);
    }

    @Test
    void asHighWithoutATrainingCurveProvesNothingYet() {
        Watch validation = validation();
        validation.training = Optional.empty();
        assertEquals(List.of(), run(validation, 0.2214, 0.2026, 0.2156).turns);
    }

    @Test
    void aSlowRiseIsFoundBeforeHalfOfTheHarm() {
        double[] evaluations = new double[60];
        for (int i = 0; i < 60; i++) {
            double rise = 0.01 * Math.max(0, i - 20);
            evaluations[i] = 1.5 + 2 * Math.exp(-i / 4.0) + rise + 0.01 * random.nextGaussian();
        }
        Turn opened = run(validation(), evaluations).turn(Kind.OVERFIT, Status.OPENED);
        assertTrue(opened.evidence().get("rise") < 0.2, opened.sentence());
    }

    @Test
    void largeHarmIsCriticalAndComingBackResolves() {
        Watch watch = run(validation(), 3, 2, 1.5, 1.4, 1.6, 1.8, 1.9, 1.5, 1.39, 1.3);
        assertEquals(
                List.of(Status.OPENED, Status.ESCALATED, Status.ESCALATED, Status.RESOLVED),
                watch.turns(Kind.OVERFIT));
        assertEquals(
                List.of(Severity.INFO, Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL),
                watch.turns.stream()
                        .filter(turn -> turn.kind() == Kind.OVERFIT)
                        .map(Turn::severity)
                        .toList());
    }

    @Test
    void oneOfFewEvaluationsIsNotedOnly() {
        Watch watch = run(validation(), 5.03, 4.93, 4.72, 4.63, 4.42, 4.97, 4.41, 4.35, 4.3, 4.3);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), watch.turns(Kind.OVERFIT));
        assertEquals(Severity.INFO, watch.turn(Kind.OVERFIT, Status.OPENED).severity());
    }

    @Test
    void whatWasNoisyBeforeTheRateFellIsNoReasonToWait() {
        double[] evaluations = new double[100];
        for (int i = 0; i < 100; i++) {
            double level = i < 40 ? 1.8 + Math.exp(-i / 4.0) : 1.54 + 0.004 * Math.max(0, i - 45);
            double noise = i < 40 ? 0.04 : 0.01;
            evaluations[i] = level + noise * random.nextGaussian();
        }
        Turn opened = run(validation(), evaluations).turn(Kind.OVERFIT, Status.OPENED);
        assertTrue(opened.step() <= 7_000, opened.sentence());
    }

    @Test
    void aTrainingCurveThatRisesTooIsNoOverfitting() {
        Watch validation = validation();
        Watch training = (Watch) validation.training.orElseThrow();
        for (int i = 1; i <= 20; i++) {
            for (int j = 0; j < 20; j++) {
                double loss = 2 + 0.05 * Math.abs(i - 8);
                training.report(i * 500 - 475 + 25 * j, loss + 0.01 * random.nextGaussian());
            }
            validation.report(i * 500, 2.2 + 0.05 * Math.abs(i - 8));
        }
        assertFalse(validation.turns(Kind.OVERFIT).contains(Status.OPENED));
    }

    /** So little that nothing is wrong with the training curve itself. */
    @Test
    void aTrainingCurveThatRisesALittleIsNoOverfittingAndOneThatStaysIs() {
        assertEquals(List.of(), besideATrainingCurveThatEndsHigherBy(0.03));
        assertTrue(besideATrainingCurveThatEndsHigherBy(0).contains(Status.OPENED));
    }

    private List<Status> besideATrainingCurveThatEndsHigherBy(double share) {
        Watch validation = validation();
        Watch training = (Watch) validation.training.orElseThrow();
        for (int i = 1; i <= 20; i++) {
            for (int j = 0; j < 20; j++) {
                double loss = i <= 8 ? 2 * Math.pow(0.8, i - 8) : 2 * (1 + share);
                training.report(i * 500 - 475 + 25 * j, loss + 0.005 * random.nextGaussian());
            }
            validation.report(i * 500, i <= 8 ? 2.2 * Math.pow(0.8, i - 8) : 2.2 + 0.1 * (i - 8));
        }
        assertEquals(List.of(), training.turns(Kind.DIVERGENCE));
        return validation.turns(Kind.OVERFIT);
    }

    @Test
    void scoresAreNotJudged() {
        Watch accuracy = new Watch(Goal.MAXIMIZE).plan(HealthyEvaluations.STEPS);
        accuracy.split = Split.VALIDATION;
        accuracy.training = validation().training;
        assertEquals(
                List.of(),
                run(accuracy, 0.5, 0.6, 0.7, 0.8, 0.75, 0.7, 0.65, 0.6, 0.6, 0.6)
                        .turns(Kind.OVERFIT));
    }

    /** Designed: at most one healthy run in 100 is told, whatever its number of evaluations. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10, 30, 100})
    void healthyRunsAreLeftAlone(int evaluations) {
        int told = HealthyEvaluations.told(400, evaluations, 0, 1);
        assertTrue(told <= 4, "told=" + told);
    }

    @Test
    void theHighestRiseIsNeverBelowThePresentOne() {
        Watch watch = run(validation(), 3, 2, 1.5, 1.4, 1.6, 1.8, 2.4, 1.5, 1.39, 1.3);
        double highest = 0;
        for (Turn turn : watch.turns) {
            highest = Math.max(highest, turn.evidence().get("rise"));
            if (turn.status() != Status.OPENED) {
                assertTrue(turn.evidence().get("peak_rise") >= highest, "" + turn);
            }
        }
        assertEquals(1, watch.turn(Kind.OVERFIT, Status.RESOLVED).evidence().get("peak_rise"), 0.1);
    }

    /** The first goes up to 0.5 above the best. */
    @Test
    void theHighestRiseOfOneThatIsOverIsNotToldOfTheNext() {
        double[] evaluations = {
            3, 2.2, 1.7, 1.5, 1.4, 1.6, 1.8, 1.9, 1.9, 1.7, 1.5, 1.4, 1.3, 1.25, 1.2, 1.3, 1.35,
            1.4, 1.4, 1.28
        };
        Watch watch = run(validation(), evaluations);
        assertEquals(
                "val/loss is coming back: 0.08000 above its best 1.200, was 0.2000",
                watch.turn(Kind.OVERFIT, Status.RECOVERING).sentence());
    }

    @Test
    void evenCriticalHarmIsToBeHeldAgainstTheScores() {
        Watch watch = run(validation(), 3, 2, 1.5, 1.4, 1.6, 1.8, 1.9, 1.9, 1.9, 1.9);
        Turn critical =
                watch.turns.stream()
                        .filter(turn -> turn.severity() == Severity.CRITICAL)
                        .findFirst()
                        .orElseThrow();
        assertTrue(critical.sentence().contains("look at the scores"), critical.sentence());
    }
}
