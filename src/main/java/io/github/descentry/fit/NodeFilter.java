package io.github.descentry.fit;

import io.github.descentry.curve.PowerLaw;

/**
 * The exact Bayesian answer for one node of the grid: a Kalman filter over the bins for the three
 * parameters level, slope and worth of {@link PowerLaw}, all noise known up to a common scale. A
 * mutable object: one look, then read. One thread.
 *
 * <p>Three things keep it honest where the law is only nearly right: the level wanders (drift, in
 * units of the slope), old evidence fades (on slope and level with an e-folding of {@value #FADING}
 * in ln step), and the common scale of all variances is learned from how well the filter predicted
 * each bin before it saw it, with an inverse-gamma prior, so that misfit widens the interval. The
 * evidence is then a Student t's.
 */
final class NodeFilter {

    private static final double FADING = 0.5;
    private static final double EVIDENCE_FADING = 1;
    private static final double SLOPE_WANDER = 0.05;
    private static final double WORTH_WANDER = 0.25;

    /** Strength of the scale's prior, in bins. */
    static final double SCALE_PRIOR = 4;

    private static final double LOG_HALF_PRIOR = Math.log(0.5 * SCALE_PRIOR);
    private static final double LEAST_SCALE = 0.3;
    private static final double OUTLIER = 9;
    private static final double CAP = 25;

    double level;
    double slope;
    double worth;
    double v00;
    double v01;
    double v02;
    double v11;
    double v12;
    double v22;
    double logEvidence;
    double varianceScale;

    private double[] shape;
    private double[] steepness;
    private double squares;
    private double logs;
    private double worthDeviation;
    private double drift;
    private double floor;
    private int outliers;

    /**
     * Before the first bin.
     *
     * @param look bins and noise on one scale under one scenario
     * @param e index of the exponent
     * @param nodeDrift see {@link Grid#DRIFTS}
     * @param worthMean prior mean of the worth, on the scale of the look
     * @param deviation prior standard deviation of the same
     */
    void start(Look look, int e, double nodeDrift, double worthMean, double deviation) {
        drift = nodeDrift;
        floor = look.floor;
        worthDeviation = deviation;
        shape = look.shape[e];
        steepness = look.steepness[e];
        squares = SCALE_PRIOR;
        logs = 0;
        outliers = 0;
        double spread = 3 * look.spread;
        level = look.value[0];
        slope = 0;
        worth = worthMean;
        v00 = spread * spread + look.noise * look.noise;
        v11 = spread * spread / (steepness[0] * steepness[0]);
        v22 = worthDeviation * worthDeviation;
        v01 = 0;
        v02 = 0;
        v12 = 0;
    }

    /** Takes bin i; the bins in turn. */
    void take(Look look, int i) {
        if (i > 0) {
            double annealed = Math.abs(look.annealing[i] - look.annealing[i - 1]);
            wander(look.width[i], look.grow[i], steepness[i], annealed);
            double fade = look.evidenceFade[i];
            squares = faded(squares, fade);
            logs *= fade;
        }
        // The bin is h·(level, slope, worth) with h = (1, −shape, −annealing).
        double h1 = -shape[i];
        double h2 = -look.annealing[i];
        double p0 = v00 + v01 * h1 + v02 * h2;
        double p1 = v01 + v11 * h1 + v12 * h2;
        double p2 = v02 + v12 * h1 + v22 * h2;
        double variance = p0 + h1 * p1 + h2 * p2 + look.noiseVariance[i] + 1e-18;
        double error = look.value[i] - (level + h1 * slope + h2 * worth);
        double precision = 1 / variance;
        double z2 = error * error * precision;
        // Held against what was seen before this bin.
        double bound = OUTLIER * Math.max(1, squares * look.freedom[i]);
        if (i > 1) {
            squares += Math.min(z2, CAP);
            logs += 0.5 * Math.log(variance);
        }
        if (i <= 2 || z2 <= bound) {
            outliers = 0;
            update(p0, p1, p2, error, precision);
        } else if (++outliers == 1) {
            update(p0, p1, p2, error, precision * bound / z2);
        } else {
            // Two in a row are no outliers: the level itself has moved, all else stays.
            double jump = error * error;
            v00 += jump;
            update(p0 + jump, p1, p2, error, 1 / (variance + jump));
        }
    }

    /** After the last bin. */
    void end(Look look) {
        double shapePosterior = 0.5 * (SCALE_PRIOR + look.seen);
        logEvidence =
                -logs
                        - shapePosterior * Math.log(squares / SCALE_PRIOR)
                        + look.logGamma
                        - 0.5 * look.seen * LOG_HALF_PRIOR;
        varianceScale = Math.max(LEAST_SCALE, squares * look.freedom[look.size]);
    }

    /**
     * Takes the place of a run with another prior of the worth, over a look without annealing.
     *
     * @param other has run over it
     */
    void adopt(NodeFilter other, double worthMean, double deviation) {
        level = other.level;
        slope = other.slope;
        worth = worthMean;
        v00 = other.v00;
        v01 = other.v01;
        v02 = other.v02;
        v11 = other.v11;
        v12 = other.v12;
        v22 = deviation * deviation;
        logEvidence = other.logEvidence;
        varianceScale = other.varianceScale;
        worthDeviation = deviation;
        drift = other.drift;
        floor = other.floor;
    }

    private void wander(double width, double grow, double steepness, double annealed) {
        double local = drift * slope * steepness;
        v00 = v00 * grow * grow + (local * local + floor * floor) * width;
        v11 = v11 * grow * grow + square(SLOPE_WANDER * slope) * width;
        v01 *= grow * grow;
        v02 *= grow;
        v12 *= grow;
        v22 += square(WORTH_WANDER * worthDeviation) * annealed;
        double most = worthDeviation * worthDeviation;
        if (v22 > most) {
            double shrink = Math.sqrt(most / v22);
            v22 = most;
            v02 *= shrink;
            v12 *= shrink;
        }
    }

    private void update(double p0, double p1, double p2, double error, double precision) {
        double g0 = p0 * precision;
        double g1 = p1 * precision;
        double g2 = p2 * precision;
        level += g0 * error;
        slope += g1 * error;
        worth += g2 * error;
        v00 -= g0 * p0;
        v01 -= g0 * p1;
        v02 -= g0 * p2;
        v11 -= g1 * p1;
        v12 -= g1 * p2;
        v22 -= g2 * p2;
    }

    /** Expected value at a point, on the scale of the look; the shape is that of the exponent. */
    double mean(double shape, double annealing) {
        return level - shape * slope - annealing * worth;
    }

    /** Variance of the value at a step of the outlook; e is the index of the filter's exponent. */
    double variance(Outlook outlook, int e, int t) {
        double h1 = -outlook.shape[e][t];
        double annealing = outlook.annealing[t];
        double ahead = outlook.width[t];
        double local = drift * slope * outlook.steepness[e][t];
        double fall = h1 + outlook.lastShape[e];
        double annealed = Math.abs(annealing - outlook.lastAnnealing);
        double unknown =
                (local * local + floor * floor) * ahead
                        + square(SLOPE_WANDER * slope * fall) * ahead / 3
                        + square(WORTH_WANDER * worthDeviation)
                                * annealed
                                * annealed
                                * annealed
                                / 3;
        return (known(h1, -annealing) + unknown) * varianceScale;
    }

    /** Variance of what a decay to come takes off, at the first step of the outlook. */
    double worthVariance(Outlook outlook) {
        return square(outlook.annealing[0] - outlook.lastAnnealing) * v22 * varianceScale;
    }

    /** Variance of the value at the last bin. */
    double varianceNow(Outlook outlook, int e) {
        return known(-outlook.lastShape[e], -outlook.lastAnnealing) * varianceScale;
    }

    private double known(double h1, double h2) {
        return v00
                + 2 * h1 * v01
                + 2 * h2 * v02
                + h1 * h1 * v11
                + 2 * h1 * h2 * v12
                + h2 * h2 * v22;
    }

    /** Covariance of the value at the first step of the outlook with the value at the last bin. */
    double covariance(Outlook outlook, int e) {
        double h1 = -outlook.shape[e][0];
        double last1 = -outlook.lastShape[e];
        double lastAnnealing = outlook.lastAnnealing;
        double c0 = v00 + last1 * v01 - lastAnnealing * v02;
        double c1 = v01 + last1 * v11 - lastAnnealing * v12;
        double c2 = v02 + last1 * v12 - lastAnnealing * v22;
        return (c0 + h1 * c1 - outlook.annealing[0] * c2) * varianceScale;
    }

    /** Value after endless progress at an annealing. */
    double limit(double exponent, double annealing) {
        return level - PowerLaw.limit(exponent) * slope - annealing * worth;
    }

    /** A sum of the common scale's evidence as it fades back to the prior. */
    static double faded(double sum, double fade) {
        return SCALE_PRIOR + (sum - SCALE_PRIOR) * fade;
    }

    /** By how much deviations grow as evidence fades. */
    static double grow(double width) {
        return Math.exp(0.5 * width / FADING);
    }

    static double evidenceFade(double width) {
        return Math.exp(-width / EVIDENCE_FADING);
    }

    private static double square(double value) {
        return value * value;
    }
}
