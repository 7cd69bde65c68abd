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
 * <p>A value's <i>excess</i> is how much worse it is than both the fit's expectation, corrected for
 * the fit's present bias on this curve, and the curve's own moving level. It has to be odd by both:
 * neither a law that does not suit the curve nor a level that lags behind a steep descent raises an
 * alarm. Its <i>surprise</i> is the excess in the curve's own noise, which is the innovation's z
 * where the fit suits the curve.
 *
 * <p>Learning is winsorised at {@value #CLIP} noises: a lone spike moves the level by a tenth of
 * that, a lasting change is followed within some ten reports. Mutable, one writer, constant time;
 * some 200 bytes.
 */
public final class Baseline {

    /** By which share of its distance the level follows a value. */
    static final double LEVEL_RATE = 0.12;

    private static final double NOISE_RATE = 0.05;

    private static final double CLIP = 4;

    /** From mean absolute deviation to standard deviation under normal noise. */
    private static final double TO_DEVIATION = 1.2533;

    /**
     * Noise in median differences of neighbours, at most; about 1 where neighbours are independent.
     */
    private static final double MOST_DIFFERENCES = 4;

    /** Reports after which level and noise are known well enough to tell surprises. */
    private static final int SETTLED = 15;

    /** Reports for which a curve may be as steep as that. */
    private static final int STEEP = 40;

    /** Noise is never taken for smaller than this share of the magnitude: logs are rounded. */
    private static final double LEAST_NOISE = 5e-4;

    /** And for this share of the least step between neighbours: it is what logs are rounded to. */
    private static final double LEAST_QUANTA = 0.5;

    /** A stray is forgotten with a memory of this many reports. */
    private static final double STRAY_MEMORY = 2000;

    private final int sign;
    private final Tail tail = new Tail();
    private final Persistence persistence = new Persistence();
    private final Recent recent = new Recent();

    private long reports;
    private int resumedReports = -1;
    private double quantum = Double.POSITIVE_INFINITY;
    private double level = Double.NaN;
    private double median = Double.NaN;
    private double noise = Double.NaN;
    private double magnitude;
    private double bias;
    private double first = Double.NaN;
    private double best = Double.NaN;
    private double stray;
    private double pastStray;

    private double excess = Double.NaN;
    private double surprise = Double.NaN;
    private double scale = Double.NaN;
    private double usual;

    /** The latest surprise, to be learned from unless it turns out to be an event. */
    private double unlearned = Double.NaN;

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
        if (resumedReports >= 0 && resumedReports < Integer.MAX_VALUE) {
            resumedReports++;
        }
        if (Double.isNaN(level)) {
            reports = 1;
            level = value;
            magnitude = Math.abs(value);
            excess = Double.NaN;
            surprise = Double.NaN;
            recent.add(value);
            return;
        }
        if (!disturbed && reports > SETTLED && !Double.isNaN(unlearned)) {
            tail.pass(unlearned);
        }
        judge(innovation);
        unlearned = surprise;
        learn(innovation, disturbed);
    }

    private void judge(Innovation innovation) {
        usual = magnitude;
        reference = level;
        if (!Double.isNaN(innovation.expected())) {
            reference = Math.max(reference, sign * innovation.expected() + bias);
        }
        excess = value - reference;
        scale = noise();
        surprise = Double.isNaN(noise) ? Double.NaN : excess / scale;
    }

    private void learn(Innovation innovation, boolean disturbed) {
        reports++;
        learnQuantum();
        magnitude += LEVEL_RATE * (Math.abs(value) - magnitude);
        double deviation = value - level;
        if (!Double.isNaN(innovation.expected())) {
            deviation -= sign * innovation.expected() + bias - level;
            bias += LEVEL_RATE * clip(deviation, CLIP * noise());
        }
        if (!disturbed && !Double.isNaN(noise)) {
            persistence.add(deviation / noise());
        }
        double off = deviation;
        deviation = value - level;
        recent.add(value);
        learnNoise(Math.min(Math.abs(deviation), Math.abs(off)));
        level += Math.max(LEVEL_RATE, 1.0 / reports) * clip(deviation, CLIP * noise());
        if (recent.full()) {
            median = recent.median();
            level = Math.min(level, recent.largest());
            learnBest();
        }
    }

    /** Logs are rounded: the least difference of neighbours that was not nothing. */
    private void learnQuantum() {
        double step = Math.abs(value - recent.latest());
        if (step > 1e-12 * Math.abs(value)) {
            quantum = Math.min(quantum, step);
        }
    }

    private double quantum() {
        return Double.isInfinite(quantum) ? 0 : quantum;
    }

    /**
     * Learns from how values differ from the level. On the steep first reports, which the level
     * lags behind, noise is never much more than what neighbours of late differ by.
     */
    private void learnNoise(double deviation) {
        if (Double.isNaN(noise)) {
            noise = TO_DEVIATION * deviation;
            return;
        }
        double size = TO_DEVIATION * Math.min(deviation, CLIP * noise());
        noise += Math.max(NOISE_RATE, 1.0 / reports) * (size - noise);
        if (recent.full() && reports <= STEEP) {
            noise = Math.min(noise, MOST_DIFFERENCES * recent.medianDifference());
        }
    }

    private void learnBest() {
        if (Double.isNaN(best)) {
            first = Double.isNaN(first) ? median : Math.max(first, median);
            best = median;
        } else if (median < best) {
            best = median;
            pastStray = Math.max(pastStray, stray);
            stray = 0;
        } else {
            double now = stray();
            if (now < stray / 2) {
                pastStray = Math.max(pastStray, stray);
                stray = now;
            }
            stray = Math.max(stray, now);
        }
        pastStray *= 1 - 1 / STRAY_MEMORY;
    }

    /**
     * The run goes on from an earlier step: what comes next is judged from a fresh best.
     *
     * @param near whether it goes on from close to where it was: then the level is known, and a job
     *     that comes back far above it has lost something on the way
     */
    public void restart(boolean near) {
        best = Double.NaN;
        stray = 0;
        recent.clear();
        unlearned = Double.NaN;
        if (!near) {
            level = Double.NaN;
            noise = Double.NaN;
            reports = 0;
        }
    }

    /** The run has ended or another attempt begins: the next report, if any, resumes it. */
    void pause() {
        resumedReports = 0;
    }

    /** Finite values since the run was resumed, the latest included; -1 if it never was. */
    int resumedReports() {
        return resumedReports;
    }

    /** Finite values seen since the start or the last restart. */
    public long reports() {
        return reports;
    }

    /** How odd the latest value is, in noises; above 0 is worse. NaN until known. */
    public double surprise() {
        return surprise;
    }

    /** How likely the latest is to be that many noises worse by chance; 1 if it is not odd. */
    double chanceOf(double noises) {
        return tail.chanceAbove(noises);
    }

    /** The noise that the latest value was held against, before it was learned from. */
    double scale() {
        return scale;
    }

    /** How much of a surprise is left in the next one, 0 to 1. */
    public double correlation() {
        return persistence.correlation();
    }

    /**
     * How much of the noise itself is left in the next value, 0 to 1: around a level that follows
     * the noise less of it is seen, see {@link Persistence#memory}. That is corrected for as much
     * as it is known to be so.
     */
    double memory() {
        double seen = persistence.correlation();
        return seen + followed() * (persistence.memory(LEVEL_RATE) - seen);
    }

    /**
     * The standard deviation that is hidden by the level's following, as a multiple of what is
     * seen: of noise correlated by ρ a level that keeps the share a of itself shows 2(1 − ρ)/((1 +
     * a)(1 − aρ)) of the variance.
     */
    double hidden(double correlation) {
        double kept = 1 - LEVEL_RATE;
        double shown = 2 * (1 - correlation) / ((1 + kept) * (1 - kept * correlation));
        return 1 + followed() * (1 / Math.sqrt(shown) - 1);
    }

    /**
     * How much of the correction is believed: among the first reports the level lags behind the
     * descent rather than follows noise, and counts as that many reports without any.
     */
    private double followed() {
        return (double) reports / (reports + STEEP);
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

    /** The magnitude that the latest value was held against, before it was learned from. */
    double usual() {
        return usual;
    }

    /** Turns a "worse is up" value into the metric's own, and back. */
    public double signed(double worseIsUp) {
        return sign * worseIsUp;
    }

    /** Moving level of the values, worse is up. */
    public double level() {
        return level;
    }

    /** Lowest median of five neighbours so far, worse is up; NaN until there is one. */
    public double best() {
        return best;
    }

    /**
     * How much worse both the level and the median of the last five values are than the best; 0
     * until known.
     */
    public double stray() {
        return Double.isNaN(best) ? 0 : Math.max(0, Math.min(level, median) - best);
    }

    /** The largest stray from which the curve has come back by itself, slowly forgotten. */
    public double pastStray() {
        return pastStray;
    }

    /** How far the level has come from its first to its best. */
    public double descent() {
        return Double.isNaN(best) ? 0 : Math.max(0, first - best);
    }

    /**
     * Whether the curve has ever got noticeably better, or is a loss, which may do nothing but
     * rise. A maximised metric that only falls is no curve of that kind, whatever its name.
     */
    public boolean learns() {
        return sign > 0 || descent() > Math.max(2 * noise(), 0.05 * magnitude);
    }

    /** Standard deviation of values around their moving level, at least a rounding error. */
    public double noise() {
        double floor = Math.max(LEAST_NOISE * magnitude, LEAST_QUANTA * quantum());
        floor += Double.MIN_NORMAL;
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
        out.writeInt(resumedReports);
        out.writeDouble(quantum);
        out.writeDouble(unlearned);
        out.writeDouble(value);
        out.writeDouble(level);
        out.writeDouble(noise);
        out.writeDouble(magnitude);
        out.writeDouble(median);
        recent.write(out);
        out.writeDouble(bias);
        out.writeDouble(first);
        out.writeDouble(best);
        out.writeDouble(stray);
        out.writeDouble(pastStray);
        tail.write(out);
        persistence.write(out);
    }

    public void read(StateReader in) {
        reports = in.readLong();
        resumedReports = in.readInt();
        quantum = in.readDouble();
        unlearned = in.readDouble();
        value = in.readDouble();
        level = in.readDouble();
        noise = in.readDouble();
        magnitude = in.readDouble();
        median = in.readDouble();
        recent.read(in);
        bias = in.readDouble();
        first = in.readDouble();
        best = in.readDouble();
        stray = in.readDouble();
        pastStray = in.readDouble();
        tail.read(in);
        persistence.read(in);
    }
}
