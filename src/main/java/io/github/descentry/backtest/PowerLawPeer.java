package io.github.descentry.backtest;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The usual way: a power law with a constant over steps, {@code E + A·s^(−α)}, fitted to all values
 * by Levenberg–Marquardt from three starts.
 *
 * <p>Two things are done in its favour: the first fifth of the steps seen is left out (with it, its
 * errors are often several times as large), and it falls back to the last value where it has fewer
 * than four values or does not converge.
 */
final class PowerLawPeer {

    private static final double BURN_IN = 0.2;
    private static final int LEAST_VALUES = 4;
    private static final int MOST_VALUES = 1000;
    private static final int EVALUATIONS = 400;
    private static final double[] STARTS = {0.15, 0.5, 1.2};

    private PowerLawPeer() {}

    static double forecast(Series seen, double atStep) {
        int from = seen.firstAtLeast(BURN_IN * seen.step(seen.size() - 1));
        from = Math.min(from, Math.max(0, seen.size() - LEAST_VALUES));
        int count = seen.size() - from;
        if (count < LEAST_VALUES) {
            return LastValuePeer.forecast(seen);
        }
        int stride = Math.max(1, count / MOST_VALUES);
        double unit = seen.step(seen.size() - 1) + 1;
        int size = (count + stride - 1) / stride;
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = (seen.step(from + i * stride) + 1) / unit;
            y[i] = seen.value(from + i * stride);
        }
        double at = (atStep + 1) / unit;
        double forecast = Double.NaN;
        double cost = Double.POSITIVE_INFINITY;
        for (double start : STARTS) {
            Optimum optimum = fit(x, y, start);
            if (optimum != null && optimum.getCost() < cost) {
                cost = optimum.getCost();
                RealVector p = optimum.getPoint();
                forecast = p.getEntry(0) + p.getEntry(1) * Math.pow(at, -p.getEntry(2));
            }
        }
        return Double.isFinite(forecast) ? forecast : LastValuePeer.forecast(seen);
    }

    private static Optimum fit(double[] x, double[] y, double exponent) {
        double last = y[y.length - 1];
        double rise = Math.pow(x[0], -exponent) - 1;
        double amplitude = rise > 1e-9 ? (y[0] - last) / rise : 0;
        LeastSquaresProblem problem =
                new LeastSquaresBuilder()
                        .start(new double[] {last - amplitude, amplitude, exponent})
                        .model(model(x))
                        .target(y)
                        .maxEvaluations(EVALUATIONS)
                        .maxIterations(EVALUATIONS)
                        .parameterValidator(PowerLawPeer::bounded)
                        .build();
        try {
            return new LevenbergMarquardtOptimizer().optimize(problem);
        } catch (MathIllegalStateException e) {
            // Did not converge from here; another start may.
            return null;
        }
    }

    private static RealVector bounded(RealVector p) {
        p.setEntry(2, Math.max(0.01, Math.min(5, p.getEntry(2))));
        return p;
    }

    private static MultivariateJacobianFunction model(double[] x) {
        double[] logs = Arrays.stream(x).map(Math::log).toArray();
        return p -> {
            double[] values = new double[x.length];
            double[][] jacobian = new double[x.length][3];
            for (int i = 0; i < x.length; i++) {
                double power = Math.exp(-p.getEntry(2) * logs[i]);
                values[i] = p.getEntry(0) + p.getEntry(1) * power;
                jacobian[i][0] = 1;
                jacobian[i][1] = power;
                jacobian[i][2] = -p.getEntry(1) * power * logs[i];
            }
            return new Pair<>(
                    new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
        };
    }
}
