package io.github.descentry.events;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a run is judged by.
 *
 * @param metric name of the metric as logged, e.g. {@code val/loss}
 * @param goal which way is better
 * @param target value that makes the run a success, e.g. 3.28; absent: none
 */
public record Objective(String metric, Goal goal, OptionalDouble target) {

    public Objective {
        Checks.notBlank("objective.metric", metric);
        Objects.requireNonNull(goal, "goal");
        if (target.isPresent() && !Double.isFinite(target.getAsDouble())) {
            throw new IllegalArgumentException(
                    "objective.target=" + target.getAsDouble() + " is not finite");
        }
    }
}
