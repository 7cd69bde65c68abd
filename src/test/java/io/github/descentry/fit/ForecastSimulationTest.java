package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Plan;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fit on simulated runs, whose end is known exactly. Seeds are the run numbers. */
class ForecastSimulationTest {

    private static final int RUNS = 100;

    static Stream<LearningRateSchedule> schedules() {
        return Stream.of(
                new Constant(3e-4, 100),
                new Linear(3e-4, 0, 100),
                new Cosine(3e-4, 3e-5, 100),
                new Wsd(3e-4, 0, 100, 2_000, Wsd.Shape.LINEAR));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void forecastsTheEndThroughTheDecayThatIsStillToCome(LearningRateSchedule schedule) {
        double[] relative =
                IntStream.range(0, RUNS)
                        .mapToDouble(seed -> relativeError(seed, schedule, 0.5))
                        .sorted()
                        .toArray();
        double median = relative[RUNS / 2];
        // Worths are drawn as differently as peak rates are; before a decay nobody knows it better.
        assertTrue(median < 0.04, "median relative error at half of the run: " + median);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void intervalsHoldWhatTheyPromise(LearningRateSchedule schedule) {
        for (double share : new double[] {0.25, 0.5, 0.75}) {
            int inside80 = 0;
            int inside95 = 0;
            for (int seed = 0; seed < RUNS; seed++) {
                Simulation run = new Simulation(seed, Schedules.plan(schedule));
                Distribution forecast = run.seen(share, 40).forecast();
                double end = run.end();
                inside80 += inside(forecast, 0.1, end);
                inside95 += inside(forecast, 0.025, end);
            }
            String cell = schedule.type() + " at " + share + ": " + inside80 + ", " + inside95;
            // 100 runs: two standard errors are 8 points at 80 %, 4 at 95 %.
            assertTrue(inside80 >= 0.72 * RUNS, cell);
            assertTrue(inside95 >= 0.90 * RUNS, cell);
        }
    }

    @Test
    void getsBetterAsTheRunGoesOn() {
        LearningRateSchedule schedule = new Cosine(3e-4, 3e-5, 100);
        double[] error =
                Stream.of(0.1, 0.3, 0.9)
                        .mapToDouble(
                                share ->
                                        IntStream.range(0, RUNS)
                                                .mapToDouble(
                                                        seed ->
                                                                relativeError(
                                                                        seed, schedule, share))
                                                .average()
                                                .orElseThrow())
                        .toArray();
        assertTrue(error[0] > error[1] && error[1] > error[2], Arrays.toString(error));
    }

    @Test
    void recoversThePlantedLimitAndTheWorthOfTheDecay() {
        Plan plan = Schedules.plan(new Wsd(3e-4, 0, 100, 4_000, Wsd.Shape.LINEAR));
        double limits = 0;
        double worths = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Simulation run = new Simulation(seed, plan);
            Simulation.Seen early = run.seen(0.55, 40);
            CurveEstimate estimate = early.fit.estimate(early.progress).orElseThrow();
            limits += estimate.limit() - run.limit;
            worths += estimate.annealingWorth() - run.worth;
        }
        // Before the decay its worth is known from its prior alone, whose mean is near the planted.
        assertEquals(0, limits / RUNS, 0.15, "mean error of the limit");
        assertEquals(0, worths / RUNS, 0.15, "mean error of the worth");
    }

    @Test
    void anUnknownScheduleMakesTheIntervalWider() {
        Plan declared = Schedules.plan(new Constant(3e-4, 0));
        Plan unknown = Plan.ofSteps(Schedules.LENGTH);
        Distribution knowing = new Simulation(7, declared).seen(0.5, 10).forecast();
        Simulation.Seen guessing = new Simulation.Seen(unknown);
        Simulation run = new Simulation(7, declared);
        for (long step = 10; step <= Schedules.LENGTH / 2; step += 10) {
            guessing.progress.advance(step, Double.NaN);
            guessing.fit.observe(guessing.progress, run.noisy(run.exact(step, 0)));
        }
        assertTrue(width(guessing.forecast()) > 1.3 * width(knowing));
    }

    @Test
    void withoutAPlanTheForecastIsForTwiceTheProgress() {
        Simulation.Seen seen = new Simulation.Seen(Plan.UNKNOWN);
        Simulation run = new Simulation(3, Schedules.plan(new Constant(1, 0)));
        for (long step = 10; step <= 2_000; step += 10) {
            seen.progress.advance(step, Double.NaN);
            seen.fit.observe(seen.progress, run.noisy(run.exact(step, 0)));
        }
        CurveEstimate estimate = seen.fit.estimate(seen.progress).orElseThrow();
        assertEquals(4_000, estimate.atStep(), 1e-9);
        assertTrue(!estimate.planned());
        assertEquals(run.exact(4_000, 0), estimate.distribution().mean(), 0.05);
    }

    @Test
    void theStepThatReachesATargetIsForeseen() {
        Simulation run = new Simulation(5, Schedules.plan(new Constant(1, 0)));
        Simulation.Seen seen = run.seen(0.3, 10);
        double target = run.exact(5_000, 0);
        long step = seen.fit.stepReaching(seen.progress, target).orElseThrow();
        assertEquals(5_000, step, 2_000);
        assertTrue(seen.fit.stepReaching(seen.progress, run.limit - 1).isEmpty());
    }

    private static double relativeError(long seed, LearningRateSchedule schedule, double share) {
        Simulation run = new Simulation(seed, Schedules.plan(schedule));
        double end = run.end();
        return Math.abs(run.seen(share, 40).forecast().quantile(0.5) - end) / end;
    }

    private static int inside(Distribution forecast, double tail, double value) {
        return value >= forecast.quantile(tail) && value <= forecast.quantile(1 - tail) ? 1 : 0;
    }

    private static double width(Distribution forecast) {
        return forecast.quantile(0.9) - forecast.quantile(0.1);
    }
}
