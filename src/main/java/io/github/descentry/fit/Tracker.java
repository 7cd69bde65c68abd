package io.github.descentry.fit;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * What is expected of the next value, and how far values usually lie from that. Mutable, one
 * writer, constant size.
 *
 * <p>A level that follows the values with a small gain, carried forward along the fitted slope. An
 * outlier moves it by no more than {@value #CLIP} scales, so a spike does not drag the expectation;
 * but after {@value #PATIENCE} such values in a row on the same side it is the level that has
 * moved, and the tracker follows.
 */
final class Tracker {

    /** Values before the scale is trusted. */
    private static final int LEARNING = 8;

    private static final double CLIP = 3;
    private static final int PATIENCE = 5;

    /** A level this many times as large as the values follows a trend that leads nowhere. */
    private static final double LOST = 100;

    /** Deviations by which a trend may move the level from one value to the next. */
    private static final double STEEPEST = 10;

    private static final double GAIN = 0.15;
    private static final double MEMORY = 60;

    /**
     * The noise of the first values is forgotten with this power of their number: sparse curves
     * fall so steeply at first that the steps of the fall would pass for noise for the rest of the
     * run.
     */
    private static final double NOISE_FORGETTING = 4;

    /** E|e| of a normal error is 0.798 of its standard deviation. */
    private static final double FROM_ABSOLUTE = 1.2533;

    /** E|e₁ − e₂| of two is 1.128 of it. */
    private static final double FROM_DIFFERENCE = 0.8862;

    private long points;
    private double level = Double.NaN;
    private double logStep;
    private double last;
    private double meanAbsolute;
    private double meanDifference;
    private double meanLogDifference;
    private int clipped;
    private double expected = Double.NaN;

    /** A value and its logarithm, mostly the last one: not part of the state. */
    private double logged = Double.NaN;

    private double logarithm;

    /**
     * Takes a finite value.
     *
     * @param slope expected change per ln step
     * @return the value as the fit should see it: outliers pulled in
     */
    double observe(double value, double atLogStep, double slope) {
        points++;
        if (points == 1) {
            level = value;
            last = value;
            logStep = atLogStep;
            expected = Double.NaN;
            return value;
        }
        double trend = believable(slope * (atLogStep - logStep));
        expected = level + trend;
        double surprise = value - expected;
        double bound = points > LEARNING ? CLIP * scale() : Double.POSITIVE_INFINITY;
        boolean outlier = Math.abs(surprise) > bound;
        clipped =
                outlier ? (surprise > 0 ? Math.max(1, clipped + 1) : Math.min(-1, clipped - 1)) : 0;
        boolean moved = Math.abs(clipped) > PATIENCE;
        double taken = outlier ? Math.copySign(bound, surprise) : surprise;
        learn(value, taken, bound, trend);
        double gain = Math.max(GAIN, 1.0 / points);
        if (moved) {
            boolean lost = Math.abs(expected) > LOST * (Math.abs(value) + bound);
            level = lost ? value : expected + 0.5 * surprise;
        } else {
            level = expected + gain * taken;
        }
        logStep = atLogStep;
        last = value;
        return moved ? value : expected + taken;
    }

    /** From one value to the next no curve moves by more than it is large, noise aside. */
    private double believable(double trend) {
        double most = Math.abs(level) + STEEPEST * (points > 2 ? scale() : 0);
        return Math.max(-most, Math.min(most, trend));
    }

    /** What the slope explains of a difference is no noise; it never adds to it. */
    private void learn(double value, double taken, double bound, double trend) {
        double share = 1 / Math.min(points - 1, MEMORY);
        meanAbsolute += share * (Math.abs(taken) - meanAbsolute);
        double raw = Math.abs(value - last);
        double unexplained = Math.min(raw, Math.abs(value - last - trend));
        double difference = Math.min(unexplained, bound);
        double noiseShare = Math.max(1 / MEMORY, Math.min(1, NOISE_FORGETTING / (points - 1)));
        meanDifference += noiseShare * (difference - meanDifference);
        if (value > 0 && last > 0) {
            double logLast = logged == last ? logarithm : Math.log(last);
            logged = value;
            logarithm = Math.log(value);
            double logRaw = Math.abs(logarithm - logLast);
            double logUnexplained = raw > 0 ? logRaw * unexplained / raw : 0;
            double logDifference = Math.min(logUnexplained, difference / Math.min(value, last));
            meanLogDifference += noiseShare * (logDifference - meanLogDifference);
        }
    }

    /** The expectation that the latest value met; NaN for the first. */
    double expected() {
        return expected;
    }

    /** Robust standard deviation of one-step surprises; NaN until there are some. */
    double scale() {
        return points < 2 ? Double.NaN : FROM_ABSOLUTE * meanAbsolute + 1e-12;
    }

    boolean judgeable() {
        return points > LEARNING;
    }

    /** Standard deviation of the noise from value to value. */
    double noise() {
        return FROM_DIFFERENCE * meanDifference;
    }

    /** The same of the logarithms. */
    double logNoise() {
        return FROM_DIFFERENCE * meanLogDifference;
    }

    double level() {
        return level;
    }

    long points() {
        return points;
    }

    /** A restart: the scale stays, the level is learned anew from the next values. */
    void restart() {
        clipped = PATIENCE + 1;
    }

    void write(StateWriter out) {
        out.writeLong(points);
        out.writeDouble(level);
        out.writeDouble(logStep);
        out.writeDouble(last);
        out.writeDouble(meanAbsolute);
        out.writeDouble(meanDifference);
        out.writeDouble(meanLogDifference);
        out.writeInt(clipped);
        out.writeDouble(expected);
    }

    static Tracker read(StateReader in) {
        Tracker tracker = new Tracker();
        tracker.points = in.readLong();
        tracker.level = in.readDouble();
        tracker.logStep = in.readDouble();
        tracker.last = in.readDouble();
        tracker.meanAbsolute = in.readDouble();
        tracker.meanDifference = in.readDouble();
        tracker.meanLogDifference = in.readDouble();
        tracker.clipped = in.readInt();
        tracker.expected = in.readDouble();
        return tracker;
    }
}
