package io.github.descentry.benchmarks;

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

/**
 * Refit and forecast, per checkpoint, after a history of n checkpoints.
 *
 * <p>All bins of the sketch are looked at anew only when one of them closes, about each 5 % of the
 * run so far. What counts is therefore the mean over a stretch in which bins close as often as they
 * do: here the checkpoints from n to 1.65 n. Decoding the state at n is part of each stretch.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class FitBenchmark {

    /** ln 1.65 is 0.5: ten bins by steps alone. */
    private static double stretch(After after) {
        int to = after.history + (int) Math.round(0.65 * after.history);
        return FittedRun.decode(after.state, after.synthetic)
                .checkpoints(after.losses, after.history + 1, to + 1);
    }

    @Benchmark
    @OperationsPerInvocation(65)
    public double checkpointAfter100(After100 after) {
        return stretch(after);
    }

    @Benchmark
    @OperationsPerInvocation(6_500)
    public double checkpointAfter10000(After10000 after) {
        return stretch(after);
    }

    @Benchmark
    @OperationsPerInvocation(650_000)
    public double checkpointAfter1000000(After1000000 after) {
        return stretch(after);
    }

    /** One checkpoint that closes a bin; decoding the state is part of it. */
    @Benchmark
    public double refit(After10000 after) {
        int at = after.closing;
        return FittedRun.decode(after.beforeClosing, after.synthetic)
                .checkpoint(at, after.losses[at]);
    }

    /** Checkpoints that close no bin, at 10,000. */
    @Benchmark
    @OperationsPerInvocation(After.BETWEEN)
    public double checkpointBetweenRefits(After10000 after) {
        int from = after.closing + 1;
        return FittedRun.decode(after.afterClosing, after.synthetic)
                .checkpoints(after.losses, from, from + After.BETWEEN);
    }

    /** What the two above contain beside the fit. */
    @Benchmark
    public FittedRun decode(After10000 after) {
        return FittedRun.decode(after.beforeClosing, after.synthetic);
    }

    /** A run after n checkpoints, and around the next that closes a bin. */
    @State(Scope.Thread)
    public abstract static class After {

        /** Fewer than a bin holds at 10,000 checkpoints. */
        static final int BETWEEN = 150;

        @Param({"COSINE", "REPORTED", "UNKNOWN"})
        public SyntheticRun.Schedule schedule;

        final int history;
        SyntheticRun synthetic;
        double[] losses;
        byte[] state;
        byte[] beforeClosing;
        byte[] afterClosing;
        int closing;

        After(int history) {
            this.history = history;
        }

        @Setup
        public void run() {
            synthetic = new SyntheticRun(history, schedule);
            losses = synthetic.losses();
            FittedRun run = new FittedRun(synthetic);
            run.checkpoints(losses, 1, history + 1);
            state = run.encode();
            double mark = run.refitMark();
            closing = history;
            while (run.refitMark() == mark) {
                beforeClosing = run.encode();
                closing++;
                run.checkpoint(closing, losses[closing]);
            }
            afterClosing = run.encode();
            if (history >= 10_000) {
                mark = run.refitMark();
                run.checkpoints(losses, closing + 1, closing + 1 + BETWEEN);
                if (run.refitMark() != mark) {
                    throw new IllegalStateException("a bin closed within " + BETWEEN);
                }
            }
        }
    }

    /** After 10² checkpoints. */
    public static class After100 extends After {
        public After100() {
            super(100);
        }
    }

    /** After 10⁴ checkpoints. */
    public static class After10000 extends After {
        public After10000() {
            super(10_000);
        }
    }

    /** After 10⁶ checkpoints. */
    public static class After1000000 extends After {
        public After1000000() {
            super(1_000_000);
        }
    }
}
