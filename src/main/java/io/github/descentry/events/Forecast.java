package io.github.descentry.events;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The latest fit of one curve and what it says about its end. Published at every checkpoint that
 * carries the metric; the topic keeps the latest per run and metric.
 *
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param metric name of the metric as logged
 * @param goal which way is better
 * @param objective whether this is the metric the run is judged by
 * @param attempt the attempt that reports
 * @param state where the run stands
 * @param worstAnomaly the worst anomaly that is open on what the run lives by (its objective, its
 *     training losses) or on the run as a whole; once it has ended, the one it ended with; absent
 *     if all is well
 * @param step step of the latest report of this metric
 * @param time time of that report
 * @param value the value reported, may be non-finite
 * @param smoothed the fitted value at this step; absent until there is a fit
 * @param zscore how far the latest value lay from what was expected one step ahead, in robust
 *     standard deviations; positive is above; absent until a scale is known
 * @param learningRate latest reported or planned rate; absent if unknown
 * @param totalSteps planned end; absent if unknown
 * @param schedule what is known of the learning-rate schedule
 * @param estimate the forecast itself; absent until enough was seen
 * @param standing this forecast against the best other run of the group; absent without a group or
 *     a forecast. Who is which in the group is told by the {@link Leaderboard}
 */
public record Forecast(
        String run,
        Optional<String> project,
        Optional<String> group,
        String metric,
        Goal goal,
        boolean objective,
        int attempt,
        RunState state,
        Optional<Anomaly.Kind> worstAnomaly,
        long step,
        Instant time,
        double value,
        OptionalDouble smoothed,
        OptionalDouble zscore,
        OptionalDouble learningRate,
        OptionalLong totalSteps,
        ScheduleKnowledge schedule,
        Optional<Estimate> estimate,
        Optional<Standing> standing) {

    public Forecast {
        Checks.notBlank("run", run);
        Checks.notBlank("metric", metric);
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(schedule, "schedule");
    }

    public Forecast with(Standing newStanding) {
        return new Forecast(
                run,
                project,
                group,
                metric,
                goal,
                objective,
                attempt,
                state,
                worstAnomaly,
                step,
                time,
                value,
                smoothed,
                zscore,
                learningRate,
                totalSteps,
                schedule,
                estimate,
                Optional.of(newStanding));
    }

    /** How the learning-rate schedule came to be known. On the wire in lower case. */
    public enum ScheduleKnowledge {
        /** The plan names it. */
        DECLARED,
        /** Concluded from the reported rates; may turn out wrong. */
        INFERRED,
        /** Unknown: that a decay may come is part of the interval. */
        UNKNOWN
    }

    /**
     * Distribution of the curve's value at a step to come.
     *
     * @param atStep the step it is made for: the planned end, or twice the progress if none is
     *     planned
     * @param planned whether {@code atStep} is the planned end
     * @param mean expected value, in units of the metric
     * @param sd standard deviation, same units
     * @param quantiles see {@link Quantiles}
     * @param limit value after endless training at the present rate (E of the law), same units
     * @param exponent how fast the curve flattens (α of the law)
     * @param annealingWorth by how much the decays still to come are expected to improve the value,
     *     same units, 0 if none is left
     * @param law name of the law that weighs most
     * @param beatTarget chance that the final value is better than the target; absent without one
     * @param targetStep step at which the target is expected to be reached; absent without a target
     *     or if it is not expected by {@code atStep}
     */
    public record Estimate(
            long atStep,
            boolean planned,
            double mean,
            double sd,
            Quantiles quantiles,
            double limit,
            double exponent,
            double annealingWorth,
            String law,
            OptionalDouble beatTarget,
            OptionalLong targetStep) {}

    /**
     * The value that the final one will stay below with the probability in the name, in percent.
     */
    public record Quantiles(
            double p025, double p10, double p25, double p50, double p75, double p90, double p975) {

        /** Whether a value lies inside the interval between the 10 % and the 90 % quantile. */
        public boolean inside80(double value) {
            return value >= p10 && value <= p90;
        }

        /** Whether a value lies inside the interval between the 2.5 % and the 97.5 % quantile. */
        public boolean inside95(double value) {
            return value >= p025 && value <= p975;
        }
    }

    /**
     * A forecast against the best other run of the group, as that stood at the time of the
     * forecast. It is not brought up to date when other runs report: ranks and present chances are
     * those of the {@link Leaderboard}.
     *
     * @param best name of the best other run; absent if there is none
     * @param bestMean expected (or actual) final value of that run; absent if there is none
     * @param beatBest chance to end better than that run; absent if there is none
     */
    public record Standing(
            Optional<String> best, OptionalDouble bestMean, OptionalDouble beatBest) {}
}
