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

    private static final double LOG_LIGHTEST = Math.log(LIGHTEST);

    private final Sketch.Bins bins;
    private final Progress run;
    private final double shift;
    private final double worthSign;
    private final double noise;
    private final double logNoise;

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
        double[] logSteps = new double[steps.length];
        for (int t = 0; t < steps.length; t++) {
            logSteps[t] = Math.log(steps[t] + shift);
        }
        List<Scenario> scenarios = run.scenarios();
        Ensemble ensemble = new Ensemble(scenarios.size() * 2 * Nodes.COUNT, steps.length);
        double best = Double.NEGATIVE_INFINITY;
        boolean positive = positive();
        Look.Track measured = null;
        List<Nodes> measuredNodes = List.of();
        for (Scenario scenario : scenarios) {
            Scenario.Shape shape = scenario.shape();
            Look.Track track = measured;
            List<Nodes> nodes = measuredNodes;
            if (!shape.measured() || measured == null) {
                double[][] past = past(shape);
                track = new Look.Track(past[0], past[1], past[2]);
                nodes = nodes(track, positive);
            }
            if (shape.measured()) {
                measured = track;
                measuredNodes = nodes;
            }
            double[][] ahead = ahead(shape, end, horizons);
            Outlook outlook = new Outlook(track, ahead[0], ahead[1], logSteps);
            for (Nodes of : nodes) {
                best = weigh(of, scenario, outlook, ensemble, best);
            }
        }
        return ensemble.answer(LIGHTEST);
    }

    private List<Nodes> nodes(Look.Track track, boolean positive) {
        Nodes linear = new Nodes(new Look(bins, track, ValueScale.LINEAR, noise, worthSign));
        return positive
                ? List.of(
                        linear,
                        new Nodes(
                                new Look(bins, track, ValueScale.LOGARITHMIC, logNoise, worthSign)))
                : List.of(linear);
    }

    private double[][] ahead(Scenario.Shape shape, double end, double[] horizons) {
        double[][] last = run.ahead(shape, new double[] {end});
        double[][] between = run.ahead(shape, horizons);
        double[][] all = new double[2][1 + horizons.length];
        for (int row = 0; row < 2; row++) {
            all[row][0] = last[row][0];
            System.arraycopy(between[row], 0, all[row], 1, horizons.length);
        }
        if (!shape.measured()) {
            for (int t = 0; t < all[0].length; t++) {
                all[0][t] += shift;
            }
        }
        return all;
    }

    /**
     * Adds the nodes to the ensemble that may weigh something; returns the best evidence so far.
     */
    private static double weigh(
            Nodes nodes, Scenario scenario, Outlook outlook, Ensemble ensemble, double best) {
        double logWeight = Math.log(scenario.weight());
        double most = best;
        for (int w = 0; w < Grid.WORTH_MEANS.length; w++) {
            for (int e = 0; e < Grid.EXPONENTS.length; e++) {
                for (int d = 0; d < Grid.DRIFTS.length; d++) {
                    NodeFilter filter = nodes.filter(w, e, d);
                    double evidence =
                            filter.logEvidence
                                    + nodes.jacobian
                                    + Grid.EXPONENT_LOG_PRIORS[e]
                                    + Grid.WORTH_LOG_PRIORS[w]
                                    + logWeight;
                    // Nodes far below the best of so far cannot come back: their answers are
                    // spared.
                    if (Double.isNaN(evidence) || evidence < most + LOG_LIGHTEST) {
                        continue;
                    }
                    most = Math.max(most, evidence);
                    ensemble.add(filter, nodes.look.scale, scenario.shape(), e, evidence, outlook);
                }
            }
        }
        return most;
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
