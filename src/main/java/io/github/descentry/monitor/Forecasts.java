package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Goal;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.Distribution;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes what a fit knows into a forecast for others to read. */
final class Forecasts {

    private Forecasts() {}

    static Forecast of(
            RunMemory memory,
            CurveMemory curve,
            Optional<CurveEstimate> estimate,
            Optional<Kind> worst) {
        boolean objective = memory.objective(curve);
        return new Forecast(
                memory.run,
                memory.project,
                memory.group,
                curve.metric(),
                curve.goal(),
                objective,
                memory.attempt,
                memory.state,
                worst,
                Math.max(0, curve.step()),
                Instant.ofEpochMilli(curve.time()),
                curve.value(),
                known(curve.fit().smoothed(memory.progress)),
                known(curve.zscore()),
                known(memory.progress.learningRate()),
                memory.progress.totalSteps(),
                memory.progress.scheduleKnowledge(),
                // A curve that has left the numbers has no end to be forecast.
                estimate.filter(it -> Double.isFinite(curve.value()))
                        .map(it -> memory.state.valueIsFinal() ? arrived(it, curve) : it)
                        .map(
                                it ->
                                        estimate(
                                                it,
                                                memory,
                                                curve,
                                                objective ? memory.target : Double.NaN)),
                Optional.empty());
    }

    /** What a run has ended at is certain, and made for the step it has ended at. */
    private static CurveEstimate arrived(CurveEstimate estimate, CurveMemory curve) {
        return new CurveEstimate(
                curve.step(),
                estimate.planned(),
                new Certain(curve.endLevel()),
                estimate.limit(),
                estimate.exponent(),
                0,
                estimate.law());
    }

    private static Estimate estimate(
            CurveEstimate estimate, RunMemory memory, CurveMemory curve, double target) {
        Distribution distribution = estimate.distribution();
        return new Estimate(
                Math.round(estimate.atStep()),
                estimate.planned(),
                distribution.mean(),
                distribution.standardDeviation(),
                new Quantiles(
                        distribution.quantile(0.025),
                        distribution.quantile(0.10),
                        distribution.quantile(0.25),
                        distribution.quantile(0.50),
                        distribution.quantile(0.75),
                        distribution.quantile(0.90),
                        distribution.quantile(0.975)),
                estimate.limit(),
                estimate.exponent(),
                estimate.annealingWorth(),
                estimate.law(),
                beatTarget(distribution, curve.goal(), target),
                curve.fit().stepReaching(memory.progress, target));
    }

    private static OptionalDouble beatTarget(Distribution distribution, Goal goal, double target) {
        if (Double.isNaN(target)) {
            return OptionalDouble.empty();
        }
        double below = distribution.cumulativeProbability(target);
        return OptionalDouble.of(goal == Goal.MINIMIZE ? below : 1 - below);
    }

    /**
     * All of the probability at one value.
     *
     * @param value where it is
     */
    private record Certain(double value) implements Distribution {

        @Override
        public double mean() {
            return value;
        }

        @Override
        public double standardDeviation() {
            return 0;
        }

        @Override
        public double cumulativeProbability(double at) {
            return at >= value ? 1 : 0;
        }

        @Override
        public double quantile(double p) {
            return value;
        }
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
