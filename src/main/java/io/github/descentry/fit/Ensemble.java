package io.github.descentry.fit;

import io.github.descentry.curve.ValueScale;

/** The nodes' posteriors at the steps asked for, gathered as the refit goes. One thread. */
final class Ensemble {

    private static final double LEAST_WIDTH = 0.01;

    private final int targets;
    private int size;
    private final double[] evidence;
    private final double[][] mean;
    private final double[][] variance;
    private final ValueScale[] scale;
    private final Scenario.Shape[] shape;
    private final double[] exponent;
    private final double[] limit;
    private final double[] worth;
    private final double[] worthVariance;
    private final double[] now;
    private final double[] slope;
    private final double[] varianceNow;
    private final double[] covariance;

    Ensemble(int capacity, int targets) {
        this.targets = targets;
        evidence = new double[capacity];
        mean = new double[capacity][];
        variance = new double[capacity][];
        scale = new ValueScale[capacity];
        shape = new Scenario.Shape[capacity];
        exponent = new double[capacity];
        limit = new double[capacity];
        worth = new double[capacity];
        worthVariance = new double[capacity];
        now = new double[capacity];
        slope = new double[capacity];
        varianceNow = new double[capacity];
        covariance = new double[capacity];
    }

    void add(
            NodeFilter filter,
            ValueScale on,
            Scenario.Shape scenario,
            int e,
            double logEvidence,
            Outlook outlook) {
        int i = size++;
        evidence[i] = logEvidence;
        scale[i] = on;
        shape[i] = scenario;
        exponent[i] = Grid.EXPONENTS[e];
        mean[i] = new double[targets];
        variance[i] = new double[targets];
        for (int t = 0; t < targets; t++) {
            mean[i][t] = filter.mean(outlook.shape[e][t], outlook.annealing[t]);
            variance[i][t] = filter.variance(outlook, e, t);
        }
        covariance[i] = filter.covariance(outlook, e);
        worth[i] = (outlook.annealing[0] - outlook.lastAnnealing) * filter.worth;
        worthVariance[i] = filter.worthVariance(outlook);
        now[i] = filter.mean(outlook.lastShape[e], outlook.lastAnnealing);
        slope[i] = slope(filter, outlook, e, now[i], mean[i][1]);
        varianceNow[i] = filter.varianceNow(outlook, e);
        // What moves ever faster has no limit: its end stands in.
        limit[i] = exponent[i] > 0 ? filter.limit(exponent[i], outlook.lastAnnealing) : mean[i][0];
    }

    /**
     * Change per ln step over what lies just ahead, decays included: values are held against it
     * until the next refit. At the very end, the law's own slope.
     */
    private static double slope(
            NodeFilter filter, Outlook outlook, int e, double now, double soon) {
        return outlook.width[1] > LEAST_WIDTH
                ? (soon - now) / outlook.width[1]
                : -filter.slope * outlook.lastSteepness[e];
    }

    /**
     * The weighted answer.
     *
     * @param lightest nodes lighter than this share of the heaviest are left out
     * @param horizons how many of the targets after the first two are horizons; the rest is the
     *     path
     */
    Refit.Answer answer(double lightest, int horizons) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, evidence[i]);
        }
        double[] weight = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            weight[i] = Math.exp(evidence[i] - most);
            weight[i] = weight[i] < lightest ? 0 : weight[i];
            sum += weight[i];
        }
        Refit.Answer answer = new Refit.Answer();
        Mixture mixture = new Mixture(size);
        answer.end = mixed(mixture, weight, 0).quantiles();
        answer.horizons = new Expectation[horizons];
        for (int t = 0; t < horizons; t++) {
            answer.horizons[t] = mixed(mixture, weight, 2 + t).expectation();
        }
        answer.path = path(weight, sum, 2 + horizons, answer.end.median());
        double[] byShape = new double[Scenario.Shape.values().length];
        for (int i = 0; i < size; i++) {
            if (weight[i] > 0) {
                collect(answer, i, weight[i] / sum, byShape);
            }
        }
        int heaviest = 0;
        for (int i = 1; i < byShape.length; i++) {
            heaviest = byShape[i] > byShape[heaviest] ? i : heaviest;
        }
        answer.scenario = Scenario.Shape.values()[heaviest];
        return answer;
    }

    private Mixture mixed(Mixture mixture, double[] weight, int t) {
        mixture.clear();
        for (int i = 0; i < size; i++) {
            if (weight[i] > 0) {
                mixture.add(weight[i], mean[i][t], variance[i][t], scale[i]);
            }
        }
        return mixture;
    }

    /** Where the nodes go on average, led so that it ends at the median of the forecast. */
    private double[] path(double[] weight, double sum, int from, double end) {
        double[] path = new double[targets - from];
        double share = 0;
        for (int i = 0; i < size; i++) {
            share += scale[i] == ValueScale.LOGARITHMIC ? weight[i] / sum : 0;
        }
        for (int t = 0; t < path.length; t++) {
            double linear = 0;
            double logarithmic = 0;
            for (int i = 0; i < size; i++) {
                double part = weight[i] / sum * mean[i][from + t];
                if (scale[i] == ValueScale.LOGARITHMIC) {
                    logarithmic += part;
                } else {
                    linear += part;
                }
            }
            path[t] = linear + (share > 0 ? share * Math.exp(logarithmic / share) : 0);
        }
        double off = end - path[path.length - 1];
        for (int t = 0; t < path.length; t++) {
            path[t] += off * (t + 1) / path.length;
        }
        return path;
    }

    private void collect(Refit.Answer answer, int i, double weight, double[] byShape) {
        boolean logarithmic = scale[i] == ValueScale.LOGARITHMIC;
        double level = scale[i].value(now[i]);
        // On the logarithmic scale, small changes are shares of the level.
        double unit = logarithmic ? level : 1;
        answer.exponent += weight * exponent[i];
        answer.limit += weight * scale[i].value(limit[i]);
        answer.annealingWorth += weight * (logarithmic ? -level * Math.expm1(-worth[i]) : worth[i]);
        answer.logarithmic += logarithmic ? weight : 0;
        answer.levelNow += weight * level;
        answer.slopeNow += weight * slope[i] * unit;
        answer.varianceNow += weight * varianceNow[i] * unit * unit;
        double endUnit = logarithmic ? scale[i].value(mean[i][0]) : 1;
        answer.covariance += weight * covariance[i] * unit * endUnit;
        answer.varianceEnd += weight * variance[i][0] * endUnit * endUnit;
        double worthHere = worth[i] * endUnit;
        answer.worthMean += weight * worthHere;
        answer.worthSquare +=
                weight * (worthHere * worthHere + worthVariance[i] * endUnit * endUnit);
        byShape[shape[i].ordinal()] += weight;
    }
}
