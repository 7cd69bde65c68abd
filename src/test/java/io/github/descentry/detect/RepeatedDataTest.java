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
}
