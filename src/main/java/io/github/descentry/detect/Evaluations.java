package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * What is known of a validation curve from its first evaluation on: its best, and how much
 * evaluations scatter. Made for few of them, 3 to 100 a run. All "worse is up".
 *
 * <p>The noise is learned from second differences, which a steady descent or rise leaves at zero:
 * of independent noise σ their deviation is √6·σ. Only those count that bend downward. A descent
 * that flattens and a rise that begins both bend upward, and neither is noise; noise bends downward
 * half of the time. It is kept relative to the best, so that a steep start leaves nothing behind,
 * and begins at a prior of {@value #PRIOR}. Mutable; some 60 bytes.
 */
final class Evaluations {

    /** Noise of an evaluation as share of its value, as long as nothing is known. */
    private static final double PRIOR = 0.015;

    /** The noise follows fast when it grows, and slowly when it shrinks: to be sure of a rise. */
    private static final double RATE_UP = 0.25;

    private static final double RATE_DOWN = 0.08;

    /** One difference says at most that many times what was known. */
    private static final double CLIP = 4;

    /** From mean absolute second difference to the deviation of one evaluation. */
    private static final double TO_DEVIATION = 1.2533 / Math.sqrt(6);

    /** Noise is never taken for smaller than this share: logs are rounded. */
    private static final double LEAST_NOISE = 5e-4;

    /** A new best that is better by so many noises makes those before it count no more. */
    private static final double FURTHER = 2;

    private int count;
    private int near;
    private double first;
    private double best;
    private double last;
    private double beforeLast;
    private double noise = PRIOR;
    private long lastStep;

    void add(double value, long step) {
        if (count == 0) {
            first = value;
            best = value;
        }
        near = count == 0 || best - value > FURTHER * noise() ? 1 : near + 1;
        best = Math.min(best, value);
        if (count >= 2) {
            double bend = (2 * last - value - beforeLast) * TO_DEVIATION / size();
            // None at all tells of rounding, and of little noise.
            if (bend >= 0) {
                double off = Math.min(bend, CLIP * noise) - noise;
                noise += (off > 0 ? RATE_UP : RATE_DOWN) * off;
            }
        }
        beforeLast = count == 0 ? value : last;
        last = value;
        lastStep = step;
        count++;
    }

    /** The run goes on from an earlier step: what it had reached is not reached any more. */
    void restart() {
        count = 0;
    }

    int count() {
        return count;
    }

    double best() {
        return best;
    }

    /** The latest. */
    double last() {
        return last;
    }

    /** Step of the latest. */
    long lastStep() {
        return lastStep;
    }

    /** How far a value and the latest before it are both above the best. */
    double lowRise(double value) {
        return Math.min(value, last) - best;
    }

    /** What was gained from the first to the best. */
    double gained() {
        return first - best;
    }

    /** What shares refer to: the best, without its sign. */
    double size() {
        return Math.abs(best) + Double.MIN_NORMAL;
    }

    /**
     * By how many noises the best of so many evaluations is better than they are by chance alone,
     * at most: the largest of n normal values is about √(2 ln n) above their mean.
     */
    double luck() {
        return Math.sqrt(2 * Math.log(near));
    }

    /** Standard deviation of one evaluation. */
    double noise() {
        return Math.max(noise, LEAST_NOISE) * size();
    }

    void write(StateWriter out) {
        out.writeInt(count);
        out.writeDouble(noise);
        if (count > 0) {
            out.writeInt(near);
            out.writeDouble(first);
            out.writeDouble(best);
            out.writeDouble(last);
            out.writeDouble(beforeLast);
            out.writeLong(lastStep);
        }
    }

    void read(StateReader in) {
        count = in.readInt();
        noise = in.readDouble();
        if (count > 0) {
            near = in.readInt();
            first = in.readDouble();
            best = in.readDouble();
            last = in.readDouble();
            beforeLast = in.readDouble();
            lastStep = in.readLong();
        }
    }
}
