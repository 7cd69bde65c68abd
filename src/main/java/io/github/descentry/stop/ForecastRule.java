package io.github.descentry.stop;

import io.github.descentry.events.Goal;
import java.util.List;
import java.util.OptionalDouble;

/** Judges a run by the forecast of its objective. */
public interface ForecastRule extends StopRule {

    Verdict judge(Facts facts);

    /**
     * What is known at a checkpoint.
     *
     * @param metric the objective
     * @param goal which way is better
     * @param share share of the planned steps done; NaN without a plan
     * @param planned whether the forecast is for the planned end
     * @param mean expected final value
     * @param sd standard deviation of it
     * @param narrowest the smallest such deviation in this attempt so far
     * @param beatTarget chance to end better than the target; absent without one
     * @param rivals the siblings it can be compared with
     * @param leading whether no sibling is expected to end better
     */
    record Facts(
            String metric,
            Goal goal,
            double share,
            boolean planned,
            double mean,
            double sd,
            double narrowest,
            OptionalDouble beatTarget,
            List<Rival> rivals,
            boolean leading) {}

    /**
     * A sibling held against the run.
     *
     * @param run its name
     * @param mean its expected, or actual, final value
     * @param sd standard deviation of it; 0 if it has ended
     * @param narrowest the smallest such deviation in its attempt so far
     */
    record Rival(String run, double mean, double sd, double narrowest) {}
}
