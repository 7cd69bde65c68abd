package io.github.descentry.fit;

import io.github.descentry.curve.PowerLaw;

/**
 * Where the steps asked for lie under one scenario, with the shapes of all exponents worked out
 * once. Immutable after construction.
 */
final class Outlook {

    final double[] annealing;

    /** ln step from the last bin to the step. */
    final double[] width;

    final double[][] shape;

    /** Steepness half-way from the last bin to the step. */
    final double[][] steepness;

    final double lastAnnealing;
    final double[] lastShape;
    final double[] lastSteepness;

    /**
     * An outlook.
     *
     * @param progress x of the steps, counted as the track counts it
     * @param annealing d of the steps
     * @param logSteps their logarithms
     */
    Outlook(Look.Track track, double[] progress, double[] annealing, double[] logSteps) {
        int size = logSteps.length;
        this.annealing = annealing;
        double last = track.lastLogRatio;
        lastAnnealing = track.annealing[track.annealing.length - 1];
        double[] logRatio = new double[size];
        width = new double[size];
        for (int t = 0; t < size; t++) {
            logRatio[t] = Math.max(last, Math.log(progress[t]) - track.firstLogProgress);
            width[t] = Math.max(0, logSteps[t] - track.lastLogStep);
        }
        int exponents = Grid.EXPONENTS.length;
        shape = new double[exponents][size];
        steepness = new double[exponents][size];
        lastShape = new double[exponents];
        lastSteepness = new double[exponents];
        for (int e = 0; e < exponents; e++) {
            double exponent = Grid.EXPONENTS[e];
            lastShape[e] = PowerLaw.shape(last, exponent);
            lastSteepness[e] = PowerLaw.steepness(last, exponent);
            for (int t = 0; t < size; t++) {
                shape[e][t] = PowerLaw.shape(logRatio[t], exponent);
                steepness[e][t] = PowerLaw.steepness(0.5 * (last + logRatio[t]), exponent);
            }
        }
    }
}
