package io.github.descentry.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Goal;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.Plan;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveFitTest {

    private static final Plan PLAN = Schedules.plan(new Cosine(3e-4, 3e-5, 100));

    private static byte[] encode(CurveFit fit) {
        StateWriter out = new StateWriter();
        fit.write(out);
        return out.toByteArray();
    }

    private static CurveFit copy(CurveFit fit) {
        return CurveFit.read(new StateReader(encode(fit)));
    }

    @Test
    void survivesTheStateBitForBitAtEveryStep() {
        Simulation run = new Simulation(11, PLAN);
        Progress progress = new Progress();
        progress.plan(PLAN);
        CurveFit kept = new CurveFit(Goal.MINIMIZE);
        CurveFit restored = new CurveFit(Goal.MINIMIZE);
        for (long step = 0; step <= 6_000; step += 20) {
            progress.advance(step, Double.NaN);
            double value = run.noisy(run.exact(Math.max(1, progress.measured()), 0));
            Innovation one = kept.observe(progress, value);
            Innovation other = restored.observe(progress, value);
            assertEquals(one, other);
            restored = copy(restored);
            var first = kept.estimate(progress);
            var second = restored.estimate(progress);
            assertEquals(first.isPresent(), second.isPresent());
            if (first.isPresent()) {
                for (double p : QuantileCurve.PROBABILITIES) {
                    assertEquals(
                            first.get().distribution().quantile(p),
                            second.get().distribution().quantile(p));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 300_000})
    void stateStaysSmallWhateverTheLength(int points) {
        Plan plan = Plan.ofSteps(points);
        Progress progress = new Progress();
        progress.plan(plan);
        CurveFit fit = new CurveFit(Goal.MINIMIZE);
        Random random = new Random(1);
        for (int step = 1; step <= points; step++) {
            progress.advance(step, Double.NaN);
            fit.observe(progress, 2 + 5 / Math.sqrt(step) + 0.02 * random.nextGaussian());
        }
        int bytes = encode(fit).length;
        assertTrue(bytes <= 4096, "bytes=" + bytes);
    }

    @Test
    void aSpikeDoesNotDragTheForecast() {
        Simulation calm = new Simulation(4, PLAN);
        Simulation.Seen seen = calm.seen(0.5, 10);
        double before = seen.forecast().quantile(0.5);
        double width = seen.forecast().quantile(0.9) - seen.forecast().quantile(0.1);
        for (int i = 1; i <= 4; i++) {
            seen.progress.advance(5_000 + 10 * i, Double.NaN);
            Innovation innovation = seen.fit.observe(seen.progress, 9.0);
            assertTrue(innovation.zscore() > 20, "a spike is seen: " + innovation);
        }
        assertEquals(before, seen.forecast().quantile(0.5), 0.5 * width);
    }

    @Test
    void followsALevelThatHasReallyMoved() {
        Simulation.Seen seen = new Simulation(4, PLAN).seen(0.5, 10);
        for (int i = 1; i <= 60; i++) {
            seen.progress.advance(5_000 + 10 * i, Double.NaN);
            seen.fit.observe(seen.progress, 6.0);
        }
        assertEquals(6.0, seen.fit.smoothed(seen.progress), 0.2);
    }

    @Test
    void learnsNothingFromNonFiniteValues() {
        Simulation.Seen seen = new Simulation(4, PLAN).seen(0.3, 10);
        byte[] before = encode(seen.fit);
        for (double value :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Innovation innovation = seen.fit.observe(seen.progress, value);
            assertTrue(!innovation.judgeable());
        }
        assertEquals(before.length, encode(seen.fit).length);
        assertTrue(java.util.Arrays.equals(before, encode(seen.fit)));
    }

    @Test
    void anAccuracyIsNotExpectedAboveOne() {
        Progress progress = new Progress();
        progress.plan(Plan.ofSteps(100));
        CurveFit fit = new CurveFit(Goal.MAXIMIZE);
        for (int epoch = 1; epoch <= 30; epoch++) {
            progress.advance(epoch, Double.NaN);
            fit.observe(progress, 0.97 - 0.6 / epoch);
        }
        Distribution forecast = fit.estimate(progress).orElseThrow().distribution();
        assertTrue(forecast.quantile(0.995) <= 1);
        assertTrue(forecast.quantile(0.5) > 0.94, "median=" + forecast.quantile(0.5));
    }

    @Test
    void goesOnFromAnEarlierStepAfterARestart() {
        Simulation run = new Simulation(9, PLAN);
        Simulation.Seen seen = run.seen(0.5, 10);
        seen.progress.rewind(4_000);
        seen.fit.restart(4_000);
        for (long step = 4_010; step <= 5_000; step += 10) {
            seen.progress.advance(step, Double.NaN);
            seen.fit.observe(
                    seen.progress,
                    run.noisy(run.exact(seen.progress.measured(), seen.progress.annealing())));
        }
        assertEquals(run.end(), seen.forecast().quantile(0.5), 0.05 * run.end());
    }

    /** Whatever comes, the answer is a distribution or none, and never an exception. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bearsAnySeriesOfValues(long seed) {
        Random random = new Random(seed);
        Progress progress = new Progress();
        if (random.nextBoolean()) {
            progress.plan(random.nextBoolean() ? PLAN : Plan.ofSteps(1 + random.nextInt(5_000)));
        }
        CurveFit fit = new CurveFit(random.nextBoolean() ? Goal.MINIMIZE : Goal.MAXIMIZE);
        double size = Math.pow(10, random.nextInt(16) - 8);
        long step = 0;
        for (int i = 0; i < 1_000; i++) {
            step += random.nextInt(4) == 0 ? 0 : (long) Math.pow(10, 3 * random.nextDouble());
            progress.advance(step, random.nextInt(5) == 0 ? random.nextDouble() : Double.NaN);
            fit.observe(progress, value(random, size));
            fit.estimate(progress).ifPresent(CurveFitTest::assertSound);
        }
    }

    private static double value(Random random, double size) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> 0;
            case 3 -> -size;
            case 4 -> 1e6 * size * random.nextDouble();
            default -> size * (1 + 0.1 * random.nextGaussian());
        };
    }

    private static void assertSound(CurveEstimate estimate) {
        double before = Double.NEGATIVE_INFINITY;
        for (double p : QuantileCurve.PROBABILITIES) {
            double value = estimate.distribution().quantile(p);
            assertTrue(Double.isFinite(value) && value >= before, "quantile " + p + " = " + value);
            before = value;
        }
        assertTrue(Double.isFinite(estimate.distribution().mean()));
        assertTrue(estimate.distribution().standardDeviation() >= 0);
        assertTrue(Double.isFinite(estimate.limit()) && Double.isFinite(estimate.annealingWorth()));
    }
}
