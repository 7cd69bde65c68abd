package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule, and the progress that follows it, must keep. */
class ScheduleContractTest {

    private static final long LENGTH = Schedules.LENGTH;

    private static Progress progress(LearningRateSchedule schedule) {
        Progress progress = new Progress();
        progress.plan(Schedules.plan(schedule));
        return progress;
    }

    private static Progress copy(Progress progress) {
        StateWriter out = new StateWriter();
        progress.write(out);
        return Progress.read(new StateReader(out.toByteArray()));
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void ratesStayBetweenZeroAndThePeakAndReachIt(LearningRateSchedule schedule) {
        double most = 0;
        for (long step = 0; step <= LENGTH; step += 10) {
            double rate = schedule.rate(step, LENGTH);
            assertTrue(rate >= 0 && rate <= schedule.peak() * (1 + 1e-12), "rate=" + rate);
            most = Math.max(most, rate);
        }
        assertEquals(schedule.peak(), most, 1e-9 * schedule.peak());
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void progressRisesWithTheStepsButNeverFasterThanThem(LearningRateSchedule schedule) {
        Progress progress = progress(schedule);
        double before = 0;
        for (long step = 10; step <= LENGTH; step += 10) {
            progress.advance(step, Double.NaN);
            double gained = progress.measured() - before;
            assertTrue(gained >= 0 && gained <= 10 + 1e-9, "gained=" + gained);
            assertTrue(progress.annealing() >= 0 && progress.annealing() <= 1);
            before = progress.measured();
        }
        assertEquals(ScheduleKnowledge.DECLARED, progress.scheduleKnowledge());
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void theEndIsKnownInAdvance(LearningRateSchedule schedule) {
        Progress early = progress(schedule);
        early.advance(1_000, Double.NaN);
        double[][] expected =
                early.ahead(new Scenario(1, Scenario.Shape.DECLARED), new double[] {LENGTH});
        Progress late = progress(schedule);
        for (long step = 0; step <= LENGTH; step += 25) {
            late.advance(step, Double.NaN);
        }
        assertEquals(late.measured(), expected[0][0], 0.002 * LENGTH);
        assertEquals(late.annealing(), expected[1][0], 0.01);
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void survivesTheStateBitForBit(LearningRateSchedule schedule) {
        Progress kept = progress(schedule);
        Progress restored = copy(kept);
        for (long step = 100; step <= LENGTH; step += 100) {
            kept.advance(step, Double.NaN);
            restored.advance(step, Double.NaN);
            restored = copy(restored);
            assertEquals(kept.measured(), restored.measured());
            assertEquals(kept.annealing(), restored.annealing());
            assertEquals(kept.learningRate(), restored.learningRate());
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void aPlanThatComesLateGivesTheSameProgress(LearningRateSchedule schedule) {
        Progress late = new Progress();
        late.advance(4_000, Double.NaN);
        late.plan(Schedules.plan(schedule));
        Progress early = progress(schedule);
        early.advance(4_000, Double.NaN);
        assertEquals(early.measured(), late.measured(), 1e-9);
        assertEquals(early.annealing(), late.annealing(), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("io.github.descentry.fit.Schedules#all")
    void aRestartGoesBackToTheProgressOfThatStep(LearningRateSchedule schedule) {
        Progress progress = progress(schedule);
        progress.advance(8_000, Double.NaN);
        progress.rewind(3_000);
        Progress straight = progress(schedule);
        straight.advance(3_000, Double.NaN);
        assertEquals(straight.measured(), progress.measured(), 0.002 * LENGTH);
    }
}
