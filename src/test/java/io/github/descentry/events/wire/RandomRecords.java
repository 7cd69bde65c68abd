package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Forecast.Standing;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/** Records of every type with anything in them that may be there; the seed decides. */
final class RandomRecords {

    private static final String[] PIECES = {
        "loss", "/", "val ", "|", "%7C", "%", "\"", "\\", "\n", "\u0000", "é", "語", "🚀", "a", "0",
        "{}"
    };
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e21,
        9007199254740993.0,
        3e-4
    };

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    Object next(String type) {
        return switch (type) {
            case "checkpoint" ->
                    new Checkpoint(
                            name(),
                            attempt(),
                            step(),
                            time(),
                            maybe(() -> Math.abs(random.nextGaussian() * 1e12)),
                            numbers());
            case "run_ended" ->
                    new RunEnded(name(), attempt(), time(), any(RunEnded.Status.values()));
            case "run_started" -> started();
            case "forecast" -> forecast();
            case "anomaly" ->
                    new Anomaly(
                            name(),
                            name(),
                            optional(this::text),
                            optional(this::text),
                            optional(this::text),
                            any(Anomaly.Kind.values()),
                            any(Anomaly.Status.values()),
                            any(Anomaly.Severity.values()),
                            1 + random.nextInt(9),
                            step(),
                            step(),
                            time(),
                            numbers(),
                            text(),
                            optional(this::text));
            case "stop_signal" -> signal();
            case "unfitted_run" ->
                    new UnfittedRun(
                            name(),
                            optional(this::text),
                            optional(this::text),
                            1 + random.nextInt(9),
                            any(RunState.values()),
                            step(),
                            time(),
                            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(step()),
                            new ArrayList<>(numbers().keySet()),
                            text());
            default -> new Leaderboard(name(), name(), any(Goal.values()), time(), entries());
        };
    }

    private StopSignal signal() {
        Optional<String> held = optional(this::text);
        return new StopSignal(
                name(),
                name(),
                optional(this::text),
                optional(this::text),
                1 + random.nextInt(9),
                name(),
                random.nextInt(9),
                any(StopSignal.Status.values()),
                held.isPresent() ? StopSignal.Mode.OBSERVE : any(StopSignal.Mode.values()),
                step(),
                time(),
                text(),
                numbers(),
                optional(this::time),
                optional(this::text),
                optional(this::text),
                held);
    }

    private RunStarted started() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.put(name(), text());
        }
        return new RunStarted(
                name(),
                optional(this::name),
                optional(this::name),
                attempt(),
                time(),
                random.nextInt(4) == 0
                        ? Plan.UNKNOWN
                        : new Plan(
                                random.nextBoolean()
                                        ? OptionalLong.of(1 + step())
                                        : OptionalLong.empty(),
                                maybe(() -> 1 + 1e6 * random.nextDouble()),
                                optional(this::schedule)),
                optional(
                        () ->
                                new Objective(
                                        name(), any(Goal.values()), maybe(random::nextGaussian))),
                numbers(),
                tags);
    }

    private LearningRateSchedule schedule() {
        double peak = Math.exp(random.nextGaussian() - 5);
        double end = random.nextBoolean() ? peak * 0.1 : 0;
        long warmup = random.nextInt(3000);
        switch (random.nextInt(6)) {
            case 0:
                return new Constant(peak, warmup);
            case 1:
                return new Linear(peak, end, warmup);
            case 2:
                return new Cosine(peak, end, warmup);
            case 3:
                Wsd.Shape shape = any(Wsd.Shape.values());
                double above = shape == Wsd.Shape.EXPONENTIAL ? peak * 0.01 : end;
                return new Wsd(peak, above, warmup, step(), shape);
            case 4:
                return new Step(peak, 0.1 + random.nextDouble(), List.of(5L, 5 + step()), warmup);
            default:
                List<Piecewise.Point> points = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    points.add(new Piecewise.Point(i * 100L, random.nextDouble()));
                }
                return new Piecewise(points);
        }
    }

    private Forecast forecast() {
        return new Forecast(
                name(),
                optional(this::text),
                optional(this::text),
                name(),
                any(Goal.values()),
                random.nextBoolean(),
                1 + random.nextInt(9),
                any(RunState.values()),
                optional(() -> any(Anomaly.Kind.values())),
                step(),
                time(),
                number(),
                maybe(this::number),
                maybe(this::number),
                maybe(this::number),
                random.nextBoolean() ? OptionalLong.of(step()) : OptionalLong.empty(),
                any(ScheduleKnowledge.values()),
                optional(this::estimate),
                optional(
                        () ->
                                new Standing(
                                        optional(this::text),
                                        maybe(this::number),
                                        maybe(random::nextDouble))));
    }

    private Estimate estimate() {
        Quantiles quantiles =
                new Quantiles(number(), number(), number(), number(), number(), number(), number());
        return new Estimate(
                step(),
                random.nextBoolean(),
                number(),
                number(),
                quantiles,
                number(),
                number(),
                number(),
                text(),
                maybe(random::nextDouble),
                random.nextBoolean() ? OptionalLong.of(step()) : OptionalLong.empty());
    }

    private List<Leaderboard.Entry> entries() {
        List<Leaderboard.Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            entries.add(
                    new Leaderboard.Entry(
                            text(),
                            any(RunState.values()),
                            step(),
                            number(),
                            number(),
                            random.nextBoolean()
                                    ? OptionalInt.of(1 + random.nextInt(9))
                                    : OptionalInt.empty(),
                            maybe(random::nextDouble)));
        }
        return entries;
    }

    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            numbers.put(name(), number());
        }
        return numbers;
    }

    private String name() {
        return "n" + text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private double number() {
        return random.nextInt(4) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
    }

    private long step() {
        return random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong(900_000_000_000_000L);
    }

    /** From the year 1902 to 2199, with as many digits as there may be. */
    private Instant time() {
        long second = random.nextLong(9_400_000_000L) - 2_145_916_800L;
        int[] grains = {1_000_000_000, 1_000_000, 1000, 1};
        int grain = grains[random.nextInt(grains.length)];
        return Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / grain * (long) grain);
    }

    private OptionalInt attempt() {
        return random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(99)) : OptionalInt.empty();
    }

    private OptionalDouble maybe(Supplier<Double> number) {
        return random.nextBoolean() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
