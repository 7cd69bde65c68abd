package io.github.descentry.metrics;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Forecasts to test with. */
public final class Forecasts {

    public static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Forecasts() {}

    /** All parts present. */
    public static Forecast full(String run, String metric, RunState state, long step) {
        Forecast.Estimate estimate =
                new Forecast.Estimate(
                        1000,
                        true,
                        2.5,
                        0.1,
                        new Forecast.Quantiles(2.3, 2.4, 2.45, 2.5, 2.55, 2.6, 2.7),
                        2.1,
                        0.5,
                        0.14,
                        "power",
                        OptionalDouble.of(0.75),
                        OptionalLong.of(900));
        return new Forecast(
                run,
                Optional.of("nlp"),
                Optional.of("sweep"),
                metric,
                Goal.MINIMIZE,
                true,
                1,
                state,
                Optional.empty(),
                step,
                TIME.plusSeconds(step),
                3.25,
                OptionalDouble.of(3.2),
                OptionalDouble.of(-0.5),
                OptionalDouble.of(3e-4),
                OptionalLong.of(1000),
                Forecast.ScheduleKnowledge.DECLARED,
                Optional.of(estimate),
                Optional.of(
                        new Forecast.Standing(
                                Optional.of("other"),
                                OptionalDouble.of(2.4),
                                OptionalDouble.of(0.2))));
    }

    /** Only what must be there; a metric to rise, with a value that is no number. */
    public static Forecast bare(String run, String metric, RunState state, long step) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.empty(),
                metric,
                Goal.MAXIMIZE,
                false,
                1,
                state,
                Optional.empty(),
                step,
                TIME.plusSeconds(step),
                Double.NaN,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Forecast.ScheduleKnowledge.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }
}
