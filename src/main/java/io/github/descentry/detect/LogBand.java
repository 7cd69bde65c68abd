package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The band in which a positive quantity moves, on a logarithmic scale: its level, its scale around
 * that, how heavy its upper tail is and how correlated neighbours are. All are learned with a
 * memory of some twenty values, winsorised at {@value #CLIP} scales: a lone jump moves the level by
 * a fifth of a scale, a slow drift is followed.
 *
 * <p>The scale is never taken for less than {@value #LEAST_SCALE}, a tenth of the value: a norm
 * that is clipped to the same number for long would otherwise call any other number impossible.
 * Mutable, one writer, constant time; 72 bytes of state.
 */
final class LogBand {

    private static final double RATE = 0.05;
    private static final double CLIP = 4;
    private static final double LEAST_SCALE = 0.1;
    private static final double FIRST_SCALE = 0.5;

    /** From mean absolute deviation to standard deviation under normal noise. */
    private static final double TO_DEVIATION = 1.2533;

    /** While an anomaly is open a level is learned at this share of the usual speed. */
    private static final double DISTURBED = 0.2;

    private final Tail tail = new Tail();
    private final Persistence persistence = new Persistence();
    private long values;
    private double level;
    private double scale = FIRST_SCALE;
    private double excess = Double.NaN;
    private double chance = 1;

    /** The value last asked for, and its logarithm: what is judged is learned next. */
    private double value = Double.NaN;

    private double logarithm = Double.NaN;

    /** Judges a value by what was learned before it. */
    void judge(double value) {
        excess = values == 0 ? Double.NaN : logarithm(value) - level;
        chance = tail.chanceAbove(excess / scale());
    }

    /**
     * Learns from a value that was judged.
     *
     * @param disturbed whether an anomaly is under way: then only the level is learned, slowly, so
     *     that what stays for some hundred reports becomes normal
     */
    void learn(double value, boolean disturbed) {
        values++;
        double deviation = logarithm(value) - level;
        if (values == 1) {
            level += deviation;
            return;
        }
        double clipped = Math.max(-CLIP * scale(), Math.min(CLIP * scale(), deviation));
        if (disturbed) {
            level += DISTURBED * RATE * clipped;
            return;
        }
        tail.pass(deviation / scale());
        persistence.add(deviation / scale());
        double rate = Math.max(RATE, 1.0 / values);
        level += rate * clipped;
        scale += rate * (TO_DEVIATION * Math.abs(clipped) - scale);
    }

    private double logarithm(double of) {
        if (of != value) {
            value = of;
            logarithm = Math.log(of);
        }
        return logarithm;
    }

    /** Values learned from. */
    long values() {
        return values;
    }

    /** The usual value. */
    double usual() {
        return Math.exp(level);
    }

    double scale() {
        return Math.max(LEAST_SCALE, scale);
    }

    /** Logarithm of how many times larger than usual the judged value is; NaN for the first. */
    double excess() {
        return excess;
    }

    /** How likely the band's own noise is to give such a value; 1 if it is not odd. */
    double chance() {
        return chance;
    }

    /** How much of a surprise is left in the next one, 0 to 1. */
    double correlation() {
        return persistence.correlation();
    }

    void write(StateWriter out) {
        out.writeLong(values);
        out.writeDouble(level);
        out.writeDouble(scale);
        tail.write(out);
        persistence.write(out);
    }

    void read(StateReader in) {
        values = in.readLong();
        level = in.readDouble();
        scale = in.readDouble();
        tail.read(in);
        persistence.read(in);
    }
}
