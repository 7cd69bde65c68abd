package io.github.descentry.fit;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One of every kind of schedule for a run of {@link #LENGTH} steps. */
final class Schedules {

    static final long LENGTH = 10_000;

    private Schedules() {}

    static Stream<LearningRateSchedule> all() {
        return Stream.of(
                new Constant(3e-4, 500),
                new Linear(3e-4, 0, 500),
                new Cosine(3e-4, 3e-5, 500),
                new Wsd(3e-4, 0, 500, 2_000, Wsd.Shape.LINEAR),
                new Wsd(3e-4, 3e-5, 500, 2_000, Wsd.Shape.EXPONENTIAL),
                new Wsd(3e-4, 0, 500, 2_000, Wsd.Shape.SQRT),
                new Wsd(3e-4, 0, 500, 2_000, Wsd.Shape.COSINE),
                new Step(0.1, 0.1, List.of(5_000L, 7_500L), 0),
                new Piecewise(
                        List.of(
                                new Piecewise.Point(0, 0),
                                new Piecewise.Point(500, 1),
                                new Piecewise.Point(6_000, 1),
                                new Piecewise.Point(10_000, 0.1))));
    }

    static Plan plan(LearningRateSchedule schedule) {
        return new Plan(OptionalLong.of(LENGTH), OptionalDouble.empty(), Optional.of(schedule));
    }
}
