package io.github.descentry.benchmarks;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunState;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.events.wire.RunEventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** JSON of the two records that a checkpoint costs: itself, and the forecast that follows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class JsonBenchmark {

    private final RunEventJson reader = new RunEventJson();

    private final byte[] checkpoint =
            ("{\"type\":\"checkpoint\",\"run\":\"gpt2-124m/lr3e-4/seed1\",\"step\":15000,"
                            + "\"time\":\"2026-01-01T12:10:00.250Z\",\"metrics\":"
                            + "{\"train/loss\":3.4127,\"lr\":2.9731e-4,\"grad_norm\":0.8134}}")
                    .getBytes(StandardCharsets.UTF_8);

    private final Forecast forecast =
            new Forecast(
                    "gpt2-124m/lr3e-4/seed1",
                    Optional.of("nlp"),
                    Optional.of("gpt2-124m"),
                    "train/loss",
                    Goal.MINIMIZE,
                    true,
                    1,
                    RunState.RUNNING,
                    Optional.empty(),
                    15_000,
                    Instant.ofEpochMilli(1_767_269_400_250L),
                    3.4127,
                    OptionalDouble.of(3.408312345),
                    OptionalDouble.of(0.312345678),
                    OptionalDouble.of(2.9731e-4),
                    OptionalLong.of(24_000),
                    ScheduleKnowledge.DECLARED,
                    Optional.of(
                            new Estimate(
                                    24_000,
                                    true,
                                    3.281234567,
                                    0.012345678,
                                    new Quantiles(
                                            3.25712345,
                                            3.26512345,
                                            3.27312345,
                                            3.28112345,
                                            3.28912345,
                                            3.29712345,
                                            3.30512345),
                                    3.123456789,
                                    0.312345678,
                                    0.091234567,
                                    "power_annealing",
                                    OptionalDouble.of(0.487654321),
                                    OptionalLong.of(23_400))),
                    Optional.empty());

    @Benchmark
    public RunEvent readCheckpoint() {
        return reader.read(checkpoint, null);
    }

    @Benchmark
    public byte[] writeForecast() {
        return RecordJson.FORECAST.write(forecast);
    }
}
