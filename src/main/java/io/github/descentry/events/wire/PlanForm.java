package io.github.descentry.events.wire;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The fields of a plan. A job may say {@code total_tokens} instead of one of {@code total_steps}
 * and {@code tokens_per_step}: the third follows from the other two.
 */
final class PlanForm {

    private PlanForm() {}

    static void write(Plan plan, JsonWriter out) {
        out.whole("total_steps", plan.totalSteps()).number("tokens_per_step", plan.tokensPerStep());
        if (plan.schedule().isPresent()) {
            ScheduleForm.write(plan.schedule().get(), out.object("lr_schedule"));
            out.endObject();
        }
    }

    static Plan read(String field, JsonReader in) {
        in.object(field);
        OptionalLong totalSteps = OptionalLong.empty();
        OptionalDouble tokensPerStep = OptionalDouble.empty();
        OptionalDouble totalTokens = OptionalDouble.empty();
        Optional<LearningRateSchedule> schedule = Optional.empty();
        String name;
        while ((name = in.nextField()) != null) {
            String path = field + "." + name;
            switch (name) {
                case "total_steps" -> totalSteps = OptionalLong.of(in.steps(path));
                case "tokens_per_step" -> tokensPerStep = OptionalDouble.of(in.positive(path));
                case "total_tokens" -> totalTokens = OptionalDouble.of(in.positive(path));
                case "lr_schedule" -> schedule = Optional.of(ScheduleForm.read(path, in));
                default -> in.unknown(path);
            }
        }
        if (totalTokens.isPresent()) {
            double tokens = totalTokens.getAsDouble();
            if (totalSteps.isEmpty() && tokensPerStep.isPresent()) {
                long steps = (long) Math.ceil(tokens / tokensPerStep.getAsDouble());
                if (steps > JsonReader.MOST_STEPS) {
                    throw new IllegalArgumentException(
                            field + ".total_tokens=" + tokens + " are too many steps");
                }
                totalSteps = OptionalLong.of(Math.max(1, steps));
            } else if (totalSteps.orElse(0) > 0 && tokensPerStep.isEmpty()) {
                tokensPerStep = OptionalDouble.of(tokens / totalSteps.getAsLong());
            }
        }
        return new Plan(totalSteps, tokensPerStep, schedule);
    }
}
