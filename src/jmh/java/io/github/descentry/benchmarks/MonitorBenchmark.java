package io.github.descentry.benchmarks;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunStarted;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.Rules;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.stop.policy.PolicySet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole pure step of the monitor, per checkpoint: attempts, fits, detectors, stop rules,
 * forecasts; and the state of such a run to bytes and back, which the topology does as well. The
 * checkpoints are those from n to 1.65 n, in which bins close, and refits come, as often as they
 * do; then the run is put back to n.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class MonitorBenchmark {

    /** What runs are judged by. */
    public enum Judges {
        /** The rules of the configuration, for all runs. */
        DEFAULT,
        /**
         * Three policies, of which the last governs the run, with all of our own rules and three
         * presets.
         */
        POLICIES
    }

    /** Metrics that are fitted; learning rate and gradient norm come with them. */
    @Param({"1", "4"})
    public int curves;

    /** Checkpoints seen before: n. */
    @Param({"1000", "10000", "100000"})
    public int history;

    @Param public Judges judges;

    private final RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
    private Rules rules;
    private Checkpoint[] stretch;
    private int next;
    private byte[] state;
    private RunMemory memory;
    private RunMemory moving;

    @Setup
    public void run() {
        rules = judges == Judges.DEFAULT ? monitor.usual() : Rules.of(policies());
        MonitoredRun run = new MonitoredRun(history, curves);
        RunStarted started = run.started();
        memory = new RunMemory(MonitoredRun.RUN);
        monitor.step(memory, started, started.time(), rules);
        for (int i = 1; i <= history; i++) {
            Checkpoint checkpoint = run.checkpoint(i);
            monitor.step(memory, checkpoint, checkpoint.time(), rules);
        }
        state = memory.encode();
        stretch = new Checkpoint[65 * history / 100];
        for (int i = 0; i < stretch.length; i++) {
            stretch[i] = run.checkpoint(history + 1 + i);
        }
        next = stretch.length;
        System.out.println("State of the run: " + state.length + " bytes");
    }

    private static PolicySet policies() {
        Map<String, ?> patient = Map.of("mode", "min", "patience", 1_000_000);
        List<?> rulesOfNlp =
                List.of(
                        "non_finite",
                        "diverged",
                        "plateau",
                        "overfit",
                        "cannot_win",
                        "median",
                        "halving",
                        Map.of("preset", "keras.early_stopping", "with", patient),
                        Map.of("preset", "lightning.early_stopping", "with", patient),
                        Map.of("preset", "llm_foundry.kill_loss_spike"));
        return PolicySet.of(
                Map.of(
                        "policies",
                        List.of(
                                Map.of("name", "vision", "match", Map.of("project", "vision-*")),
                                Map.of("name", "tagged", "match", Map.of("tags", Map.of("a", "*"))),
                                Map.of("name", "nlp", "rules", rulesOfNlp))));
    }

    /** Decoding the state at n is part of each 0.65 n steps. */
    @Benchmark
    public Outcome step() {
        if (next == stretch.length) {
            next = 0;
            moving = RunMemory.decode(state);
        }
        Checkpoint checkpoint = stretch[next++];
        return monitor.step(moving, checkpoint, checkpoint.time(), rules);
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
