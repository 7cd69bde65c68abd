package io.github.descentry.benchmarks;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunStarted;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The whole pure step of the monitor, per checkpoint, after 10,000 of them: attempts, fits,
 * detectors, stop rules, forecasts; and the state of such a run to bytes and back, which the
 * topology does at every checkpoint as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class MonitorBenchmark {

    private static final int HISTORY = 10_000;
    private static final int STRETCH = 6_500;
    private static final String RUN = "gpt2-124m/lr3e-4/seed1";
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);
    private static final String[] METRICS = {"train/loss", "val/loss", "perplexity", "val/bpb"};

    /** Metrics that are fitted; learning rate and gradient norm come with them. */
    @Param({"1", "4"})
    public int curves;

    private final RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
    private final Checkpoint[] stretch = new Checkpoint[STRETCH];
    private RunMemory memory;
    private byte[] state;

    @Setup
    public void run() {
        SyntheticRun synthetic = new SyntheticRun(HISTORY, SyntheticRun.Schedule.COSINE);
        double[] losses = synthetic.losses();
        memory = new RunMemory(RUN);
        monitor.step(memory, started(synthetic), BEGIN);
        for (int i = 1; i <= HISTORY; i++) {
            Checkpoint checkpoint = checkpoint(i, losses[i]);
            monitor.step(memory, checkpoint, checkpoint.time());
        }
        state = memory.encode();
        for (int i = 0; i < STRETCH; i++) {
            stretch[i] = checkpoint(HISTORY + 1 + i, losses[HISTORY + 1 + i]);
        }
        System.out.println("State of the run: " + state.length + " bytes");
    }

    private static RunStarted started(SyntheticRun synthetic) {
        return new RunStarted(
                RUN,
                Optional.of("nlp"),
                Optional.of("gpt2-124m"),
                OptionalInt.of(1),
                BEGIN,
                synthetic.plan(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private Checkpoint checkpoint(int index, double loss) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int m = 0; m < curves; m++) {
            metrics.put(METRICS[m], loss + 0.01 * m);
        }
        metrics.put("lr", 3e-4);
        metrics.put("grad_norm", 0.2 + 0.01 * loss);
        return new Checkpoint(
                RUN,
                OptionalInt.empty(),
                SyntheticRun.step(index),
                BEGIN.plusSeconds(index),
                OptionalDouble.empty(),
                metrics);
    }

    /** Decoding the state at 10,000 is part of each stretch. */
    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void step(Blackhole sink) {
        RunMemory run = RunMemory.decode(state);
        for (Checkpoint checkpoint : stretch) {
            Outcome outcome = monitor.step(run, checkpoint, checkpoint.time());
            sink.consume(outcome);
        }
    }

    @Benchmark
    public byte[] encode() {
        return memory.encode();
    }

    @Benchmark
    public RunMemory decode() {
        return RunMemory.decode(state);
    }
}
