package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatedDataTest {

    private static final long AT = 4_000;

    private final Random random = new Random(5);

    /** What happens to a run whose training loss drops by 10 % at step {@value #AT}. */
    private static final class Case {
        double rate = Double.NaN;
        double rateAfter = Double.NaN;
        boolean resumed;
        boolean validated;
        double validationDrop;
        double drop = 0.1;
    }

    private Watch run(Case it) {
        Watch training = new Watch().plan(10_000);
        Watch validation = new Watch().plan(10_000);
        validation.split = Split.VALIDATION;
        if (it.validated) {
            training.validation = Optional.of(validation);
        }
        for (long step = 0; step < 6_000; step += 10) {
            boolean after = step >= AT;
            double level = Curves.level(step);
            if (step % 50 == 0) {
                validation.report(step, level * (after ? 1 - it.validationDrop : 1));
            }
            training.rate = after ? it.rateAfter : it.rate;
            training.resumedStep = after && it.resumed ? AT : -1;
            double loss = level * (after ? 1 - it.drop : 1);
            training.report(step, loss + 0.02 * random.nextGaussian());
        }
        return training;
    }

    private List<Status> turns(Case it) {
        return run(it).turns(Kind.REPEATED_DATA);
    }

    @Test
    void aDropAfterAResumeIsToldWithinSomeReports() {
        Case it = new Case();
        it.resumed = true;
        Turn opened = run(it).turn(Kind.REPEATED_DATA, Status.OPENED);
        assertEquals(AT, opened.firstStep());
        assertTrue(opened.step() <= AT + 100, "at " + opened.step());
        assertTrue(opened.sentence().contains("since the run was resumed at step 4000"));
    }

    @Test
    void aResumeWithoutADropIsFine() {
        Case it = new Case();
        it.resumed = true;
        it.drop = 0;
        assertEquals(List.of(), turns(it));
    }

    @Test
    void aLowerRateAfterTheResumeExplainsIt() {
        Case it = new Case();
        it.resumed = true;
        it.rate = 1e-3;
        it.rateAfter = 1e-4;
        assertEquals(List.of(), turns(it));
    }

    @Test
    void aValidationThatFallsInStepExplainsIt() {
        Case it = new Case();
        it.resumed = true;
        it.validated = true;
        it.validationDrop = 0.1;
        assertEquals(List.of(), turns(it));
    }

    @Test
    void withoutAResumeItIsNotToldWhereTheRateIsUnknown() {
        Case it = new Case();
        it.validated = true;
        assertEquals(List.of(), turns(it));
        it.rate = 1e-3;
        it.rateAfter = 1e-3;
        assertEquals(List.of(Status.OPENED), turns(it), "a new epoch over a small set");
    }

    @Test
    void aStepDecayOrASuddenInsightIsNotRepeatedData() {
        Case decay = new Case();
        decay.validated = true;
        decay.rate = 1e-3;
        decay.rateAfter = 1e-4;
        assertEquals(List.of(), turns(decay));
        Case insight = new Case();
        insight.validated = true;
        insight.rate = 1e-3;
        insight.rateAfter = 1e-3;
        insight.drop = 0.5;
        insight.validationDrop = 0.5;
        assertEquals(List.of(), turns(insight));
    }

    /** On a curve that is still steep, where validation keeps up with the training loss. */
    private Watch steep(long until, long over, double laterFall) {
        Watch training = new Watch().plan(2_000);
        Watch validation = new Watch().plan(2_000);
        validation.split = Split.VALIDATION;
        training.validation = Optional.of(validation);
        training.rate = 1e-4;
        for (long step = 5; step <= until; step += 5) {
            double level = 2 + 6 * Math.pow(step + 5, -0.35);
            double fall = step > 1_300 ? laterFall : 0;
            validation.report(step, level + 0.05 - fall + 0.02 * random.nextGaussian());
            double drop = step > 1_000 && step <= over ? 0.3 : 0;
            training.report(step, level - drop + 0.02 * random.nextGaussian());
        }
        return training;
    }

    @Test
    void aValidationThatLearnsOnDoesNotEndIt() {
        assertEquals(List.of(Status.OPENED), steep(2_000, 2_000, 0).turns(Kind.REPEATED_DATA));
    }

    @Test
    void itEndsWhenTheLossIsBackAndItsNumbersSaySo() {
        Turn over = steep(2_000, 1_500, 0).turn(Kind.REPEATED_DATA, Status.RESOLVED);
        assertTrue(over.step() > 1_500 && over.step() <= 1_560, "at " + over.step());
        double level = 2 + 6 * Math.pow(over.step() + 5, -0.35);
        assertEquals(level, over.evidence().get("level"), 0.04);
        String lowest = over.sentence().replaceAll(".*, was down to ([0-9.]+) since step .*", "$1");
        double down = 2 + 6 * Math.pow(1_505, -0.35) - 0.3;
        assertEquals(down, Double.parseDouble(lowest), 0.02, over.sentence());
    }

    @Test
    void aValidationThatComesDownLaterIsNamedAsTheReason() {
        Turn over = steep(2_000, 2_000, 0.3).turn(Kind.REPEATED_DATA, Status.RESOLVED);
        assertTrue(over.step() > 1_300 && over.step() <= 1_350, "at " + over.step());
        assertTrue(over.sentence().contains("for val/loss has gone from 2."), over.sentence());
    }
}
