package io.github.descentry.ingest;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What {@code runs.csv} says a run intended.
 *
 * @param steps {@code planned_steps}, in the unit of the curve's steps; absent: not planned
 * @param tokens {@code planned_tokens}, over the whole run; absent: unknown
 * @param schedule the schedule in free words, see {@link ScheduleText}; absent: not said
 */
public record CorpusPlan(OptionalLong steps, OptionalDouble tokens, Optional<String> schedule) {

    public static final CorpusPlan UNKNOWN =
            new CorpusPlan(OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());

    /** The schedule, where its words determine it. */
    public Optional<LearningRateSchedule> learningRates() {
        return schedule.flatMap(text -> ScheduleText.parse(text, steps));
    }

    /** The plan as a job would have declared it. */
    public Plan plan() {
        OptionalDouble tokensPerStep =
                steps.isPresent() && tokens.isPresent()
                        ? OptionalDouble.of(tokens.getAsDouble() / steps.getAsLong())
                        : OptionalDouble.empty();
        return new Plan(steps, tokensPerStep, learningRates());
    }
}
