package io.github.descentry.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;
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
 * The usual way, for comparison: a power law with a constant, {@code E + A·s^(−α)}, fitted to the
 * whole history by Levenberg–Marquardt (Commons Math, with derivatives) at one checkpoint. It knows
 * neither schedule nor interval, so it does less than the online fit does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LeastSquaresBenchmark {

    private static final double[] START = {2, 2, 0.5};

    @Param({"100", "10000"})
    public int history;

    private double[] logRatios;
    private double[] losses;
    private double[] lastOptimum;

    @Setup
    public void run() {
        double[] all = new SyntheticRun(history, SyntheticRun.Schedule.UNKNOWN).losses();
        losses = Arrays.copyOfRange(all, 1, history + 1);
        logRatios = new double[history];
        for (int i = 0; i < history; i++) {
            logRatios[i] = Math.log((i + 1) / (double) history);
        }
        double newest = losses[history - 1];
        losses[history - 1] = losses[history - 2];
        lastOptimum = fit(START).getPoint().toArray();
        losses[history - 1] = newest;
    }

    /** Begun anew, as tools do that keep no state. */
    @Benchmark
    public double fromScratch() {
        return fit(START).getPoint().getEntry(0);
    }

    /** Begun at the optimum of the checkpoint before: the least it can cost. */
    @Benchmark
    public double fromLastOptimum() {
        return fit(lastOptimum).getPoint().getEntry(0);
    }

    private Optimum fit(double[] start) {
        MultivariateJacobianFunction law =
                point -> {
                    double limit = point.getEntry(0);
                    double height = point.getEntry(1);
                    double exponent = point.getEntry(2);
                    double[] values = new double[history];
                    double[][] derivatives = new double[history][];
                    for (int i = 0; i < history; i++) {
                        double power = Math.exp(-exponent * logRatios[i]);
                        values[i] = limit + height * power;
                        derivatives[i] = new double[] {1, power, -height * logRatios[i] * power};
                    }
                    return Pair.create(
                            new ArrayRealVector(values, false),
                            new Array2DRowRealMatrix(derivatives, false));
                };
        return new LevenbergMarquardtOptimizer()
                .optimize(
                        new LeastSquaresBuilder()
                                .start(start)
                                .model(law)
                                .target(losses)
                                .lazyEvaluation(false)
                                .maxEvaluations(400)
                                .maxIterations(400)
                                .build());
    }
}
