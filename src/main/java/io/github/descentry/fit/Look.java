package io.github.descentry.fit;

import io.github.descentry.curve.PowerLaw;
import io.github.descentry.curve.ValueScale;
import java.util.Arrays;

/**
 * The bins of a sketch as one scenario on one scale has them, with the shapes of all exponents
 * worked out once. Immutable after construction.
 *
 * <p>x₁ of the shapes is the first bin's progress.
 */
final class Look {

    /** Wandering of the level per √ln step that no law explains, as a share of the level. */
    private static final double FLOOR = 5e-4;

    private static final double LEAST_NOISE = 1e-4;

    final ValueScale scale;
    final Track track;
    final int size;
    final double[] value;
    final double[] annealing;
    final double[] width;
    final double[] grow;
    final double[] evidenceFade;
    final double[][] shape;
    final double[][] steepness;
    final double noise;

    /** Variance of the mean of a bin. */
    final double[] noiseVariance;

    final double floor;
    final double spread;
    final double worthUnit;
    final double lastAnnealing;

    /** Bins that count as evidence, as far as not faded. */
    final double seen;

    /** What they add to the evidence of all nodes alike. */
    final double logGamma;

    /** One over the degrees of freedom of the common scale before each bin, and after the last. */
    final double[] freedom;

    Look(Sketch.Bins bins, Track track, ValueScale scale, double noise, double worthSign) {
        this.scale = scale;
        this.track = track;
        size = bins.size();
        value = scale == ValueScale.LINEAR ? bins.mean() : bins.logMean();
        annealing = track.annealing;
        width = track.width;
        grow = track.grow;
        evidenceFade = track.evidenceFade;
        shape = track.shape;
        steepness = track.steepness;
        lastAnnealing = annealing[size - 1];
        seen = track.seen;
        logGamma = track.logGamma;
        freedom = track.freedom;
        double level = scale == ValueScale.LINEAR ? Math.abs(bins.mean()[size - 1]) : 1;
        this.noise = noise + LEAST_NOISE * level + 1e-12;
        noiseVariance = new double[size];
        for (int i = 0; i < size; i++) {
            noiseVariance[i] = this.noise * this.noise / bins.count()[i];
        }
        floor = FLOOR * level + 1e-12;
        worthUnit = (scale == ValueScale.LINEAR ? middleLevel() : 1) * worthSign;
        spread = spread();
    }

    /** The level that a decay takes its share of: before it, during it or after, so the median. */
    private double middleLevel() {
        double[] sorted = Arrays.stream(value).map(Math::abs).sorted().toArray();
        return sorted[size / 2];
    }

    /** Size of the changes to expect: the prior of level and slope is three of it. */
    private double spread() {
        double now = value[size - 1];
        double recent = 0;
        double reach = 0;
        for (int i = size - 1; i > 0 && reach < 1; i--) {
            reach += width[i];
            recent = Math.abs(value[i - 1] - now);
        }
        double first = 0;
        for (int i = 0; i < Math.min(4, size); i++) {
            first = Math.max(first, Math.abs(value[i] - value[0]));
        }
        double whole = Math.abs(value[0] - now);
        return Math.max(Math.max(recent, 0.1 * whole) + 0.2 * noise + 1e-9, first);
    }

    /** What all scales of one scenario share: where the bins lie. */
    static final class Track {
        final double[] annealing;
        final double[] width;
        final double[] grow;
        final double[] evidenceFade;
        final double[][] shape;
        final double[][] steepness;
        final double seen;
        final double logGamma;
        final double[] freedom;
        final double firstLogProgress;
        final double lastLogRatio;
        final double lastLogStep;

        Track(double[] logSteps, double[] logProgress, double[] annealing) {
            int size = logSteps.length;
            this.annealing = annealing;
            width = new double[size];
            grow = new double[size];
            evidenceFade = new double[size];
            for (int i = 1; i < size; i++) {
                width[i] = Math.max(1e-6, logSteps[i] - logSteps[i - 1]);
                grow[i] = NodeFilter.grow(width[i]);
                evidenceFade[i] = NodeFilter.evidenceFade(width[i]);
            }
            freedom = new double[size + 1];
            double bins = 0;
            double degrees = NodeFilter.SCALE_PRIOR;
            for (int i = 0; i < size; i++) {
                if (i > 0) {
                    bins *= evidenceFade[i];
                    degrees = NodeFilter.faded(degrees, evidenceFade[i]);
                }
                freedom[i] = 1 / degrees;
                if (i > 1) {
                    bins++;
                    degrees++;
                }
            }
            seen = bins;
            logGamma = LogGamma.of(0.5 * (NodeFilter.SCALE_PRIOR + seen));
            freedom[size] = 1 / degrees;
            firstLogProgress = logProgress[0];
            lastLogRatio = logProgress[size - 1] - firstLogProgress;
            lastLogStep = logSteps[size - 1];
            shape = new double[Grid.EXPONENTS.length][size];
            steepness = new double[Grid.EXPONENTS.length][size];
            for (int e = 0; e < shape.length; e++) {
                double exponent = Grid.EXPONENTS[e];
                for (int i = 0; i < size; i++) {
                    double ratio = logProgress[i] - firstLogProgress;
                    steepness[e][i] = PowerLaw.steepness(ratio, exponent);
                    shape[e][i] = (1 - steepness[e][i]) / exponent;
                }
            }
        }
    }
}
