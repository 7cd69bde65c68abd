package io.github.descentry.detect;

import io.github.descentry.events.Goal;
import io.github.descentry.fit.Innovation;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * What is normal on one curve, learned from all its finite values: level, noise, best level, how
 * far the level has strayed from its best and come back, and how heavy the noise's tail is. All in
 * "worse is up" units: values of a maximised metric are negated.
 *
 * <p>A value's <i>surprise</i> is the smaller of two: the fit's innovation z, corrected for the
 * fit's present bias and calibration on this curve, and the distance from the curve's own moving
 * level in its own noise. A value has to be odd by both, so neither a law that does not suit the
 * curve nor a level that lags behind a steep descent raises an alarm. Its <i>excess</i> is the same
 * in the metric's units.
 *
 * <p>Learning is winsorised at {@value #CLIP} noises: a lone spike moves the level by a tenth of
 * that, a lasting change is followed within some ten reports. Mutable, one writer, constant time;
 * about 150 bytes.
 */
public final class Baseline {

    private static final double LEVEL_RATE = 0.12;
    private static final double NOISE_RATE = 0.05;
    private static final double BIAS_RATE = 0.1;
    private static final double CLIP = 4;

    /** From mean absolute deviation to standard deviation under normal noise. */
    private static final double TO_DEVIATION = 1.2533;

    /** Noise is never taken for smaller than this share of the magnitude: logs are rounded. */
    private static final double LEAST_NOISE = 5e-4;

    /** Values from which the level counts as one: the first few of a run are anything. */
    private static final int SETTLED = 5;

    /** A stray is forgotten with a memory of this many reports. */
    private static final double STRAY_MEMORY = 2000;

    private final int sign;
    private final Tail tail = new Tail();

    private long reports;
    private double level = Double.NaN;
    private double noise = Double.NaN;
    private double magnitude;
    private double bias;
    private double spread = 1;
    private double first = Double.NaN;
    private double best = Double.NaN;
    private double stray;
    private double pastStray;

    private double excess = Double.NaN;
    private double surprise = Double.NaN;
    private double chance = 1;
    private double reference = Double.NaN;
    private double value = Double.NaN;

    public Baseline(Goal goal) {
        sign = goal.sign();
    }

    /**
     * Judges a value by what was learned before it, then learns from it.
     *
     * @param innovation the value against what the fit expected; a non-finite value is passed over
     * @param disturbed whether an anomaly is under way: then the tail is not learned from
     */
    public void observe(Innovation innovation, boolean disturbed) {
        if (!Double.isFinite(innovation.value())) {
            return;
        }
        value = sign * innovation.value();
        if (Double.isNaN(level)) {
            reports = 1;
            level = value;
            magnitude = Math.abs(value);
            noise = Double.NaN;
            return;
        }
        judge(innovation);
        learn(innovation, disturbed);
    }

    private void judge(Innovation innovation) {
        double floor = LEAST_NOISE * magnitude + Double.MIN_NORMAL;
        double deviation = Math.max(floor, Double.isNaN(noise) ? 0 : noise);
        reference = level;
        surprise = Double.isNaN(noise) ? Double.NaN : (value - level) / deviation;
        if (innovation.judgeable()) {
            double expected =
                    sign * innovation.expected() + bias * Math.max(floor, innovation.scale());
            double z = (value - expected) / (spread * Math.max(floor, innovation.scale()));
            if (!(z > surprise)) {
                surprise = z;
            }
            reference = Math.max(reference, expected);
        }
        excess = value - reference;
        chance = tail.chanceAbove(surprise);
    }

    private void learn(Innovation innovation, boolean disturbed) {
        reports++;
        magnitude += LEVEL_RATE * (Math.abs(value) - magnitude);
        if (innovation.judgeable()) {
            double floor = LEAST_NOISE * magnitude + Double.MIN_NORMAL;
            double z = sign * (innovation.value() - innovation.expected());
            z = clip(z / Math.max(floor, innovation.scale()), CLIP * Math.max(1, spread) + 2);
            double off = clip(z - bias, CLIP * spread);
            bias += BIAS_RATE * off;
            spread += NOISE_RATE * (TO_DEVIATION * Math.abs(off) - spread);
            spread = Math.max(0.1, spread);
        }
        if (!disturbed && !Double.isNaN(surprise)) {
            tail.add(surprise);
        }
        double deviation = value - level;
        if (Double.isNaN(noise)) {
            noise = TO_DEVIATION * Math.abs(deviation);
            level += 0.5 * deviation;
            return;
        }
        double floor = LEAST_NOISE * magnitude + Double.MIN_NORMAL;
        double clipped = clip(deviation, CLIP * Math.max(noise, floor));
        // Early on a larger step: the mean of few values.
        noise += Math.max(NOISE_RATE, 1.0 / reports) * (TO_DEVIATION * Math.abs(clipped) - noise);
        level += Math.max(LEVEL_RATE, 1.0 / reports) * clipped;
        learnBest();
    }

    private void learnBest() {
        if (reports < SETTLED) {
            return;
        }
        if (Double.isNaN(best)) {
            first = Double.isNaN(first) ? level : Math.max(first, level);
            best = level;
        } else if (level < best) {
            best = level;
            pastStray = Math.max(pastStray, stray);
            stray = 0;
        } else {
            stray = Math.max(stray, level - best);
        }
        pastStray *= 1 - 1 / STRAY_MEMORY;
    }

    /** The run goes on from an earlier step: what comes next is judged from a fresh best. */
    public void restart() {
        best = Double.NaN;
        stray = 0;
        level = Double.NaN;
        noise = Double.NaN;
        reports = 0;
    }

    /** Finite values seen since the start or the last restart. */
    public long reports() {
        return reports;
    }

    /** How odd the latest value is, in noises; above 0 is worse. NaN until known. */
    public double surprise() {
        return surprise;
    }

    /** How likely noise of this curve is to be that much worse; 1 if it is not odd. */
    public double chance() {
        return chance;
    }

    /** How much worse the latest value is than expected, in the metric's units. NaN until known. */
    public double excess() {
        return excess;
    }

    /** What the latest value was held against, worse is up. */
    public double reference() {
        return reference;
    }

    /** The latest finite value, worse is up. */
    public double value() {
        return value;
    }

    /** Turns a "worse is up" value into the metric's own, and back. */
    public double signed(double worseIsUp) {
        return sign * worseIsUp;
    }

    /** Moving level of the values, worse is up. */
    public double level() {
        return level;
    }

    /** Best level so far, worse is up; NaN until there is one. */
    public double best() {
        return best;
    }

    /** How much worse the level is than its best; 0 until known. */
    public double stray() {
        return Double.isNaN(best) ? 0 : level - best;
    }

    /** The largest stray from which the curve has come back by itself, slowly forgotten. */
    public double pastStray() {
        return pastStray;
    }

    /** How far the level has come from its first to its best. */
    public double descent() {
        return Double.isNaN(best) ? 0 : Math.max(0, first - best);
    }

    /** Standard deviation of values around their moving level, at least a rounding error. */
    public double noise() {
        double floor = LEAST_NOISE * magnitude + Double.MIN_NORMAL;
        return Double.isNaN(noise) ? floor : Math.max(noise, floor);
    }

    /** Typical absolute value of late: what relative floors refer to. */
    public double magnitude() {
        return magnitude;
    }

    private static double clip(double deviation, double bound) {
        return Math.max(-bound, Math.min(bound, deviation));
    }

    public void write(StateWriter out) {
        out.writeLong(reports);
        out.writeDouble(level);
        out.writeDouble(noise);
        out.writeDouble(magnitude);
        out.writeDouble(bias);
        out.writeDouble(spread);
        out.writeDouble(first);
        out.writeDouble(best);
        out.writeDouble(stray);
        out.writeDouble(pastStray);
        tail.write(out);
    }

    public void read(StateReader in) {
        reports = in.readLong();
        level = in.readDouble();
        noise = in.readDouble();
        magnitude = in.readDouble();
        bias = in.readDouble();
        spread = in.readDouble();
        first = in.readDouble();
        best = in.readDouble();
        stray = in.readDouble();
        pastStray = in.readDouble();
        tail.read(in);
    }
}
