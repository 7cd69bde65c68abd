package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only rates are reported; the shape is concluded from them. */
class InferredScheduleTest {

    private static final long LENGTH = 10_000;

    private static Progress reported(LearningRateSchedule schedule, long until) {
        Progress progress = new Progress();
        progress.plan(Plan.ofSteps(LENGTH));
        for (long step = 0; step <= until; step += 50) {
            progress.advance(step, schedule.rate(step, LENGTH));
        }
        return progress;
    }

    private static Scenario.Shape likeliest(Progress progress) {
        Scenario best = progress.scenarios().get(0);
        for (Scenario scenario : progress.scenarios()) {
            best = scenario.weight() > best.weight() ? scenario : best;
        }
        return best.shape();
    }

    @Test
    void aStraightFallIsRecognised() {
        Progress progress = reported(new Linear(1e-3, 0, 300), 4_000);
        assertEquals(ScheduleKnowledge.INFERRED, progress.scheduleKnowledge());
        assertEquals(Scenario.Shape.FADE, likeliest(progress));
    }

    @Test
    void aCosineIsRecognised() {
        Progress progress = reported(new Cosine(1e-3, 0, 300), 4_000);
        assertEquals(ScheduleKnowledge.INFERRED, progress.scheduleKnowledge());
        assertEquals(Scenario.Shape.BEND, likeliest(progress));
    }

    @Test
    void theEndOfARecognisedScheduleIsForeseen() {
        for (LearningRateSchedule schedule :
                List.of(new Linear(1e-3, 0, 300), new Cosine(1e-3, 0, 300))) {
            Progress seen = reported(schedule, 4_000);
            double[][] ahead = seen.ahead(new Scenario(1, likeliest(seen)), new double[] {LENGTH});
            Progress whole = reported(schedule, LENGTH);
            assertEquals(whole.measured(), ahead[0][0], 0.01 * LENGTH, schedule.type());
            assertEquals(whole.annealing(), ahead[1][0], 0.02, schedule.type());
        }
    }

    @Test
    void aConstantRateLeavesOpenWhatComes() {
        Progress progress = reported(new Constant(1e-3, 300), 4_000);
        assertEquals(ScheduleKnowledge.UNKNOWN, progress.scheduleKnowledge());
        assertTrue(progress.scenarios().size() > 1, "a decay may come");
    }

    @Test
    void weightsOfWhatMayComeSumToOne() {
        for (Progress progress :
                List.of(
                        new Progress(),
                        reported(new Constant(1e-3, 0), 100),
                        reported(new Linear(1e-3, 0, 0), 5_000))) {
            double sum = 0;
            for (Scenario scenario : progress.scenarios()) {
                sum += scenario.weight();
            }
            assertEquals(1, sum, 1e-12);
        }
    }
}
