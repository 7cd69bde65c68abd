package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;
import java.util.List;

/**
 * The full refit of a curve from its sketch: every scenario, scale, exponent, drift and prior of
 * worth, weighted by how well it predicted the bins. Pure; the cost is bounded by the sketch.
 *
 * <p>Steps for which the distribution is wanted are given ahead of time: the end first, then the
 * points of the path, then the horizons by which the fit checks itself.
 */
final class Refit {

    /** Nodes lighter than this share of the heaviest are left out of the answers. */
    private static final double LIGHTEST = 1e-3;

    private final Sketch.Bins bins;
    private final Progress run;
    private final double shift;
    private final double worthSign;
    private final double noise;
    private final double logNoise;
    private final NodeFilter filter = new NodeFilter();

    Refit(
            Sketch.Bins bins,
            Progress run,
            double shift,
            double worthSign,
            double noise,
            double logNoise) {
        this.bins = bins;
        this.run = run;
        this.shift = shift;
        this.worthSign = worthSign;
        this.noise = noise;
        this.logNoise = logNoise;
    }

    /** What the fit says: distributions at the steps asked for, and the numbers of the law. */
    static final class Answer {
        QuantileCurve[] distributions;
        double limit;
        double exponent;
        double annealingWorth;
        double logarithmic;
        Scenario.Shape scenario;

        /** Value at the last bin, its change per ln step, its variance, covariance with the end. */
        double levelNow;

        double slopeNow;
        double varianceNow;
        double covariance;
        double varianceEnd;
    }

    /**
     * The refit.
     *
     * @param end the step of the forecast
     * @param horizons further steps, rising
     */
    Answer at(double end, double[] horizons) {
        double[] steps = new double[1 + horizons.length];
        steps[0] = end;
        System.arraycopy(horizons, 0, steps, 1, horizons.length);
        List<Scenario> scenarios = run.scenarios();
        int nodes = scenarios.size() * 2 * Ensemble.NODES;
        Ensemble ensemble = new Ensemble(nodes, steps.length);
        double bestEvidence = Double.NEGATIVE_INFINITY;
        boolean positive = positive();
        for (Scenario scenario : scenarios) {
            double[][] past = past(scenario.shape());
            Look.Track track = new Look.Track(past[0], past[1], past[2]);
            double[][] ahead = ahead(scenario.shape(), end, horizons);
            for (ValueScale scale : ValueScale.values()) {
                if (scale == ValueScale.LOGARITHMIC && !positive) {
                    continue;
                }
                Look look =
                        new Look(
                                bins,
                                track,
                                scale,
                                scale == ValueScale.LINEAR ? noise : logNoise,
                                worthSign);
                bestEvidence =
                        Math.max(
                                bestEvidence,
                                nodes(look, scenario, ahead, steps, ensemble, bestEvidence));
            }
        }
        return ensemble.answer(LIGHTEST);
    }

    private double[][] ahead(Scenario.Shape shape, double end, double[] horizons) {
        double[][] last = run.ahead(shape, new double[] {end});
        double[][] between = run.ahead(shape, horizons);
        double[][] all = new double[2][1 + horizons.length];
        for (int row = 0; row < 2; row++) {
            all[row][0] = last[row][0];
            System.arraycopy(between[row], 0, all[row], 1, horizons.length);
        }
        return all;
    }

    private double nodes(
            Look look,
            Scenario scenario,
            double[][] ahead,
            double[] steps,
            Ensemble ensemble,
            double best) {
        double jacobian = look.scale == ValueScale.LINEAR ? 0 : logJacobian(look);
        double most = best;
        for (int w = 0; w < Grid.WORTH_MEANS.length; w++) {
            double mean = Grid.WORTH_MEANS[w] * look.worthUnit;
            double deviation = Grid.WORTH_DEVIATIONS[w] * Math.abs(look.worthUnit);
            for (int e = 0; e < Grid.EXPONENTS.length; e++) {
                for (double drift : Grid.DRIFTS) {
                    filter.run(look, e, drift, mean, deviation);
                    double evidence =
                            filter.logEvidence
                                    + jacobian
                                    + Grid.EXPONENT_LOG_PRIORS[e]
                                    + Grid.WORTH_LOG_PRIORS[w]
                                    + Math.log(scenario.weight());
                    // Nodes far below the best of so far cannot come back: their answers are
                    // spared.
                    if (Double.isNaN(evidence) || evidence < most + Math.log(LIGHTEST)) {
                        continue;
                    }
                    most = Math.max(most, evidence);
                    ensemble.add(filter, look, scenario.shape(), e, evidence, ahead, steps, shift);
                }
            }
        }
        return most;
    }

    /** The density of the logarithm against that of the value: evidences of both scales compare. */
    private static double logJacobian(Look look) {
        double sum = 0;
        for (int i = 0; i < look.size; i++) {
            sum *= i > 0 ? look.evidenceFade[i] : 1;
            if (i > 1) {
                sum -= look.value[i];
            }
        }
        return sum;
    }

    private boolean positive() {
        if (bins.size() < 4) {
            return false;
        }
        for (int i = 0; i < bins.size(); i++) {
            if (Double.isNaN(bins.logMean()[i])) {
                return false;
            }
        }
        return true;
    }

    private double[][] past(Scenario.Shape shape) {
        int size = bins.size();
        double[] logSteps = new double[size];
        double[] logProgress = new double[size];
        double[] annealing = new double[size];
        for (int i = 0; i < size; i++) {
            double step = bins.step()[i];
            logSteps[i] = Math.log(step);
            if (shape.measured() || shape == Scenario.Shape.CONSTANT) {
                logProgress[i] = Math.log(bins.progress()[i]);
                annealing[i] = shape.measured() ? bins.annealing()[i] : 0;
            } else {
                double share = Math.min(1, step / (run.length() + shift));
                double progress = (run.length() + shift) * Unmeasured.progress(shape, share);
                logProgress[i] = Math.log(progress);
                annealing[i] = Unmeasured.annealing(shape, share);
            }
        }
        return new double[][] {logSteps, logProgress, annealing};
    }
}
