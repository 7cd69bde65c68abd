package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Learning rates that are not those of the plan. */
class LrOffPlanTest {

    private static final long TOTAL = 10_000;
    private static final Cosine PLANNED = new Cosine(3e-4, 3e-5, 500);

    private final RunWatch watch = new RunWatch().plan(TOTAL, PLANNED);

    private void report(long from, long to, LongToDoubleFunction rate) {
        for (long step = from; step < to; step += 10) {
            watch.report(step, 1, "loss", 2, "lr", rate.applyAsDouble(step));
        }
    }

    private static double planned(long step) {
        return PLANNED.rate(step, TOTAL);
    }

    private List<Status> turns() {
        return watch.turns(Kind.LR_OFF_PLAN);
    }

    private String sentence() {
        return watch.turn(Kind.LR_OFF_PLAN, Status.OPENED).sentence();
    }

    @Test
    void aRateOnThePlanIsQuietWhereverTheJobStartsToCount() {
        for (int shift = -1; shift <= 1; shift++) {
            int by = shift;
            RunWatch job = new RunWatch().plan(200, new Cosine(0.5, 0, 10));
            for (long step = 0; step <= 200; step++) {
                double rate = new Cosine(0.5, 0, 10).rate(Math.max(0, step + by), 200);
                job.report(step, 1, "lr", rate);
            }
            assertEquals(List.of(), job.turns, "shift " + shift);
        }
    }

    @Test
    void aMilestoneIsNoFault() {
        Step steps = new Step(0.1, 0.1, List.of(300L, 600L), 0);
        RunWatch job = new RunWatch().plan(0, steps);
        for (long step = 0; step <= 900; step++) {
            job.report(step, 1, "lr", steps.rate(step - 1, 0));
        }
        assertEquals(List.of(), job.turns);
    }

    @Test
    void aFewOddRatesAreNoFault() {
        report(0, 5_000, step -> step % 100 < 40 ? planned(step) * 3 : planned(step));
        assertEquals(List.of(), turns());
    }

    @Test
    void leavingThePlanIsToldAndComingBackEndsIt() {
        report(0, 5_000, LrOffPlanTest::planned);
        report(5_000, 6_000, step -> 1e-5);
        Turn opened = watch.turn(Kind.LR_OFF_PLAN, Status.OPENED);
        assertEquals(5_000, opened.firstStep());
        assertEquals(5_040, opened.step());
        assertEquals(1e-5, opened.evidence().get("learning_rate"));
        assertEquals(planned(5_040), opened.evidence().get("planned_rate"));
        assertTrue(sentence().contains("forecasts follow the plan"), sentence());
        report(6_000, 6_200, LrOffPlanTest::planned);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
    }

    @Test
    void aConstantFactorIsAnotherPeak() {
        report(0, 2_000, step -> 0.5 * planned(step));
        assertEquals(List.of(Status.OPENED), turns());
        assertTrue(
                sentence().contains(", 0.5 times the planned 6e-5, and was so from the first"),
                sentence());
    }

    @Test
    void aScheduleThatStartsAnewAfterAResumeIsNamed() {
        report(0, 6_000, LrOffPlanTest::planned);
        watch.detectors.close(6_000, "attempt 2 has started", watch.turns::add);
        watch.progress.rewind(5_500);
        report(5_500, 6_500, step -> planned(step - 5_500));
        assertEquals(List.of(Status.OPENED), turns());
        assertTrue(sentence().contains("started anew at step 5500"), sentence());
    }

    @Test
    void theEarlierStepThatARateBelongsToIsNamed() {
        report(0, 6_000, LrOffPlanTest::planned);
        report(6_000, 6_500, step -> planned(step - 2_000));
        assertTrue(sentence().contains("the rate that was planned for step 40"), sentence());
    }

    @Test
    void anotherPlanEndsIt() {
        report(0, 5_000, LrOffPlanTest::planned);
        report(5_000, 5_200, step -> 3e-4);
        watch.plan(TOTAL, new Wsd(3e-4, 0, 500, 1_000, Wsd.Shape.LINEAR));
        report(5_200, 6_000, step -> 3e-4);
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), turns());
        assertTrue(
                watch.turn(Kind.LR_OFF_PLAN, Status.RESOLVED).sentence().contains("another plan"));
    }

    @Test
    void aPlanThatCannotBeToldWithoutALengthIsNotJudged() {
        LearningRateSchedule schedule = PLANNED;
        RunWatch job = new RunWatch().plan(0, schedule);
        for (long step = 0; step <= 900; step++) {
            job.report(step, 1, "lr", 1);
        }
        assertEquals(List.of(), job.turns);
    }

    @Test
    void aPeakOfOneTellsTheShapeAlone() {
        RunWatch job = new RunWatch().plan(1_000, new Cosine(1, 0, 0));
        for (long step = 0; step <= 900; step++) {
            job.report(step, 1, "lr", 3e-4);
        }
        assertEquals(List.of(), job.turns);
    }

    @Test
    void ratesWithoutADeclaredScheduleAreNotJudged() {
        RunWatch job = new RunWatch().plan(1_000);
        for (long step = 0; step <= 900; step++) {
            job.report(step, 1, "lr", step % 100);
        }
        assertEquals(List.of(), job.turns);
    }

    @Test
    void ratesThatAreNoNumbersSayNothing() {
        report(0, 5_000, step -> step % 20 == 0 ? planned(step) : Double.NaN);
        report(5_000, 5_500, step -> -1);
        report(5_500, 6_000, step -> Double.POSITIVE_INFINITY);
        assertEquals(List.of(), turns());
    }

    /**
     * A scheduler that nobody steps: the plan passes its rate twice, and stays near it for long.
     */
    @Test
    void aPlanThatMovesThroughARateThatDoesNotIsNotBack() {
        watch.roundTrip = true;
        report(0, TOTAL, step -> 1e-4);
        assertEquals(List.of(Status.OPENED), turns());
        assertTrue(
                sentence().contains("it has not changed since step 0 although the plan has"),
                sentence());
    }

    @Test
    void aRateThatIsBackOnAPlanThatStaysIsBack() {
        Wsd plan = new Wsd(3e-4, 0, 500, 1_000, Wsd.Shape.LINEAR);
        RunWatch job = new RunWatch().plan(TOTAL, plan);
        for (long step = 0; step < 7_000; step += 10) {
            boolean off = step >= 5_000 && step < 6_000;
            job.report(step, 1, "lr", off ? 1e-4 : plan.rate(step, TOTAL));
        }
        assertEquals(List.of(Status.OPENED, Status.RESOLVED), job.turns(Kind.LR_OFF_PLAN));
    }

    /** Only what the plan does next tells whether the rates follow it. */
    @Test
    void aRateThatIsBackJustBeforeThePlanMovesHasToMoveWithIt() {
        Wsd plan = new Wsd(3e-4, 0, 500, 1_000, Wsd.Shape.LINEAR);
        for (boolean follows : new boolean[] {false, true}) {
            RunWatch job = new RunWatch().plan(TOTAL, plan);
            for (long step = 0; step < TOTAL; step += 10) {
                boolean off = step >= 8_000 && step < 8_500;
                double back = follows ? plan.rate(step, TOTAL) : plan.rate(step, TOTAL + 1_000);
                job.report(step, 1, "lr", off ? 1e-4 : back);
                if (step < 9_000) {
                    assertFalse(job.turns(Kind.LR_OFF_PLAN).contains(Status.RESOLVED));
                }
            }
            assertEquals(
                    follows ? List.of(Status.OPENED, Status.RESOLVED) : List.of(Status.OPENED),
                    job.turns(Kind.LR_OFF_PLAN));
        }
    }

    @Test
    void aRateThatIsNoMultipleOfThePlanIsSetBesideIt() {
        report(0, 5_000, LrOffPlanTest::planned);
        report(5_000, 5_100, step -> planned(step) * (2 + (step - 5_000) / 100.0));
        assertEquals(
                "the learning rate is 4.185e-4 at step 5040, planned is 1.744e-4; forecasts follow"
                        + " the plan, so put the rate right or declare the plan that holds",
                sentence());
    }

    @Test
    void aMultipleOfThePlanIsNamedAndWrittenLikeThePlan() {
        report(0, 5_000, LrOffPlanTest::planned);
        report(5_000, 5_100, step -> 10 * planned(step));
        assertTrue(
                sentence()
                        .contains(
                                "is 1.744e-3 at step 5040, 10 times the planned 1.744e-4, and so"
                                        + " since step 5000"),
                sentence());
    }
}
