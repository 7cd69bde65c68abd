package io.github.descentry.events;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a job intends to do.
 *
 * @param totalSteps step at which the run will end; absent: unknown
 * @param tokensPerStep tokens or samples per optimizer step; absent: unknown
 * @param schedule how the learning rate will go; absent: unknown, which is not the same as constant
 */
public record Plan(
        OptionalLong totalSteps,
        OptionalDouble tokensPerStep,
        Optional<LearningRateSchedule> schedule) {

    public static final Plan UNKNOWN =
            new Plan(OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());

    public Plan {
        if (totalSteps.isPresent()) {
            Checks.positive("plan.total_steps", totalSteps.getAsLong());
        }
        if (tokensPerStep.isPresent()) {
            Checks.positive("plan.tokens_per_step", tokensPerStep.getAsDouble());
        }
    }

    /** A plan of which only the length is known. */
    public static Plan ofSteps(long totalSteps) {
        return new Plan(OptionalLong.of(totalSteps), OptionalDouble.empty(), Optional.empty());
    }
}
