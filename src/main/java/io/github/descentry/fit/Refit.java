package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;
import io.github.descentry.events.Goal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The full refit of a curve from its sketch: every scenario, scale, exponent, drift and prior of
 * worth, weighted by how well it predicted the bins. Pure; the cost is bounded by the sketch.
 *
 * <p>Steps for which something is wanted are given ahead of time: the end first, then one just
 * ahead, the horizons by which the fit checks itself, the points of the path.
 */
final class Refit {

    /** Nodes lighter than this share of the heaviest are left out of the answers. */
    private static final double LIGHTEST = 3e-3;

    private static final double LOG_LIGHTEST = Math.log(LIGHTEST);

    private final Sketch.Bins bins;
    private final Progress run;
    private final double shift;
    private final Goal goal;
    private final double noise;
    private final double logNoise;
    private final int exponents;

    Refit(Sketch.Bins bins, Progress run, double shift, Goal goal, double noise, double logNoise) {
        this.bins = bins;
        this.run = run;
        this.shift = shift;
        this.goal = goal;
        this.noise = noise;
        this.logNoise = logNoise;
        this.exponents = unbounded() ? Grid.EXPONENTS.length : Grid.BOUNDED;
    }

    /** What the fit says of the steps asked for, and the numbers of the law. */
    static final class Answer {
        QuantileCurve end;
        Expectation[] horizons;
        double[] path;
        double limit;
        double exponent;
        double annealingWorth;
        double logarithmic;

        /** First and second moment of what decays to come take off. */
        double worthMean;

        double worthSquare;
        Scenario.Shape scenario;

        /**
         * Value at the last bin, its change per ln step from there, its variance, covariance with
         * the end.
         */
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
     * @param soon a step just ahead, up to which the curve is to be followed until the next refit
     * @param horizons further steps, rising, at which the fit will check itself
     * @param path further steps, rising, on the way to the end
     */
    Answer at(double end, double soon, double[] horizons, double[] path) {
        double[] steps = joined(new double[] {end}, new double[] {soon}, horizons, path);
        double[] logSteps = new double[steps.length];
        for (int t = 0; t < steps.length; t++) {
            logSteps[t] = Math.log(steps[t] + shift);
        }
        List<Scenario> scenarios = run.scenarios();
        Ensemble ensemble = new Ensemble(scenarios.size() * 2 * Nodes.MOST, steps.length);
        double best = Double.NEGATIVE_INFINITY;
        boolean positive = positive();
        Map<Scenario.Past, List<Nodes>> shared = new HashMap<>();
        for (Scenario scenario : scenarios) {
            List<Nodes> nodes =
                    shared.computeIfAbsent(scenario.past(), past -> nodes(scenario, positive));
            double[][] ahead = ahead(scenario, end, soon, horizons, path);
            Outlook outlook = new Outlook(nodes.get(0).look.track, ahead[0], ahead[1], logSteps);
            for (Nodes of : nodes) {
                best = weigh(of, scenario, outlook, ensemble, best);
            }
        }
        return ensemble.answer(LIGHTEST, horizons.length);
    }

    private List<Nodes> nodes(Scenario scenario, boolean positive) {
        double[][] past = past(scenario);
        Look.Track track = new Look.Track(past[0], past[1], past[2]);
        WorthPrior prior =
                WorthPrior.of(
                        goal,
                        bins.mean()[bins.size() - 1],
                        scenario.shape() == Scenario.Shape.DECLARED);
        int sign = goal.sign();
        Nodes linear =
                new Nodes(new Look(bins, track, ValueScale.LINEAR, noise, sign), prior, exponents);
        if (!positive) {
            return List.of(linear);
        }
        Look logarithmic = new Look(bins, track, ValueScale.LOGARITHMIC, logNoise, sign);
        return List.of(linear, new Nodes(logarithmic, prior, exponents));
    }

    private double[][] ahead(
            Scenario scenario, double end, double soon, double[] horizons, double[] path) {
        double[][] last = run.ahead(scenario, new double[] {end});
        double[][] next = run.ahead(scenario, new double[] {soon});
        double[][] between = run.ahead(scenario, horizons);
        double[][] along = run.ahead(scenario, path);
        double[][] all = new double[2][];
        for (int row = 0; row < 2; row++) {
            all[row] = joined(last[row], next[row], between[row], along[row]);
        }
        if (scenario.bySteps()) {
            for (int t = 0; t < all[0].length; t++) {
                all[0][t] += shift;
            }
        }
        return all;
    }

    private static double[] joined(double[]... parts) {
        int size = 0;
        for (double[] part : parts) {
            size += part.length;
        }
        double[] all = new double[size];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /**
     * Adds the nodes to the ensemble that may weigh something; returns the best evidence so far.
     */
    private double weigh(
            Nodes nodes, Scenario scenario, Outlook outlook, Ensemble ensemble, double best) {
        double logWeight = Math.log(nodes.prior.weight(scenario));
        double most = best;
        for (int w = 0; w < WorthPrior.SIZE; w++) {
            for (int e = 0; e < exponents; e++) {
                for (int d = 0; d < Grid.DRIFTS.length; d++) {
                    NodeFilter filter = nodes.filter(w, e, d);
                    double evidence =
                            filter.logEvidence
                                    + nodes.jacobian
                                    + Grid.EXPONENT_LOG_PRIORS[e]
                                    + nodes.prior.logWeight(w)
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

    /** Whether a rising metric has left the range of shares and percentages, which saturate. */
    private boolean unbounded() {
        if (goal == Goal.MINIMIZE) {
            return false;
        }
        for (int i = 0; i < bins.size(); i++) {
            if (bins.mean()[i] < 0 || bins.mean()[i] > 100) {
                return true;
            }
        }
        return false;
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

    private double[][] past(Scenario scenario) {
        Scenario.Shape shape = scenario.shape();
        int size = bins.size();
        double[] logSteps = new double[size];
        double[] logProgress = new double[size];
        double[] annealing = new double[size];
        for (int i = 0; i < size; i++) {
            double step = bins.step()[i];
            logSteps[i] = Math.log(step);
            if (shape.measured() || shape == Scenario.Shape.CONSTANT) {
                logProgress[i] = scenario.bySteps() ? logSteps[i] : Math.log(bins.progress()[i]);
                annealing[i] = shape.measured() ? scenario.felt(bins.annealing()[i]) : 0;
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
