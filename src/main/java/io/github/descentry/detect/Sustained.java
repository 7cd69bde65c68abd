package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The proof that a curve lies above its best level for good: one-sided CUSUM (Page 1954), S =
 * max(0, S + e), on e = clip(d − m − k) where d is a value's distance from the best level in the
 * curve's own noise, m how far a flat curve lies above its best level, and k the slack.
 *
 * <p>m: the best level is the least of many medians of five, so it lies below the middle of a flat
 * curve by about s·√(2 ln n), the extreme of n independent normal values, with s the deviation of
 * such a median, and n the medians that do not overlap, divided by how long the noise remembers.
 *
 * <p>h follows from the designed rate r of false alarms: the mean time between them is that of a
 * random walk with drift −k, (e^{θb} − θb − 1)·v/(2k²) with θ = 2k/v and b = h + 1.166, the
 * approximation of Siegmund (Sequential Analysis, 1985, II.6), where v is the variance per report
 * that adds up in the long run, (1 + ρ)/(1 − ρ) for noise whose neighbours are correlated by ρ: a
 * correlated stream needs a proof that is as much longer (Johnson and Bagshaw, Technometrics 16,
 * 1974). ρ and s are those of the noise itself, not what a level that follows it leaves to be seen
 * ({@link Baseline#memory}). Clipping keeps a few outliers from being the proof.
 *
 * <p>The curve's own climbs are learned from as well, for noise that remembers longer than its
 * neighbours tell: each time the sum is back at 0 its peak is one value of an exponential
 * distribution, whose mean starts at the walk's v/2k with the weight of {@value #PRIOR_EXCURSIONS}.
 * The chance of a climb as high as the present one, the mean over the gamma posterior, times the
 * climbs per report, has to be r or less, too. Mutable; 56 bytes of state.
 */
final class Sustained {

    private static final double CLIP = 4;
    private static final double MEMORY = 4000;
    private static final double PRIOR_EXCURSIONS = 20;

    /** Mean overshoot of a normal random walk over a far barrier, twice 0.583. */
    private static final double OVERSHOOT = 1.166;

    private static final double LEAST_THRESHOLD = 1;

    /** Beyond this nothing would ever be proven. */
    private static final double MOST_CORRELATED = 0.95;

    private double sum;

    /** Long-run variance as it was before the sum left 0: a rise makes values look correlated. */
    private double variance = 1;

    private double peak;
    private double reports;
    private double excursions;
    private double peaks;
    private long step;

    /**
     * Takes a value.
     *
     * @param slack k, in noises
     * @param rate r, false alarms per report
     */
    void add(long atStep, Baseline baseline, double slack, double rate) {
        if (sum == 0) {
            variance = longRunVariance(baseline);
        }
        double distance = (baseline.value() - baseline.best()) / noise(baseline);
        double before = sum;
        double excess = distance - depth(baseline) - slack;
        sum = Math.max(0, sum + Math.max(-CLIP, Math.min(CLIP, excess)));
        // More than proven is not remembered, or a curve that comes back would be long in doubt.
        if (sum > 2 * LEAST_THRESHOLD) {
            sum = Math.min(sum, 2 * threshold(slack, rate));
        }
        double keep = 1 - 1 / MEMORY;
        reports = reports * keep + 1;
        excursions *= keep;
        peaks *= keep;
        peak = Math.max(peak, sum);
        if (sum == 0 && peak > 0) {
            excursions++;
            peaks += peak;
            peak = 0;
        }
        if (before == 0 && sum > 0) {
            step = atStep;
        }
    }

    /** Chance per report that the sum of a flat curve climbs as high as it is. */
    double chance(double slack) {
        double usual = variance / (2 * slack);
        double count = excursions + PRIOR_EXCURSIONS;
        double total = peaks + PRIOR_EXCURSIONS * usual;
        double rate = (excursions + 1) / (reports + PRIOR_EXCURSIONS);
        return rate * Math.exp(-count * Math.log1p(sum / total));
    }

    /** h, what the sum has to reach. */
    double threshold(double slack, double rate) {
        double level = 2 * slack * slack / (variance * rate);
        double root = Math.log1p(level);
        for (int i = 0; i < 3; i++) {
            root = Math.log(1 + root + level);
        }
        return Math.max(LEAST_THRESHOLD, root * variance / (2 * slack) - OVERSHOOT);
    }

    /**
     * How much higher a flat curve climbs, in the mean, by what its noise remembers, in the
     * metric's units; 0 where neighbours are independent. The mean climb of S is v/2k.
     */
    double wander(Baseline baseline, double slack) {
        return baseline.noise() * (variance - 1) / (2 * slack);
    }

    private static double longRunVariance(Baseline baseline) {
        double correlation = Math.min(MOST_CORRELATED, baseline.memory());
        return (1 + correlation) / (1 - correlation);
    }

    /** Noise that distances are measured in: all of it, not what is seen around the level. */
    private double noise(Baseline baseline) {
        return baseline.noise() * baseline.hidden((variance - 1) / (variance + 1));
    }

    private double depth(Baseline baseline) {
        double median = Math.min(1, 0.54 * Math.sqrt(variance));
        double looks = Math.max(2, baseline.reports() / (2.5 * variance));
        return median * Math.sqrt(2 * Math.log(looks));
    }

    double sum() {
        return sum;
    }

    /** Step at which the sum last left 0. */
    long step() {
        return step;
    }

    void clear() {
        sum = 0;
        peak = 0;
    }

    void write(StateWriter out) {
        out.writeDouble(sum);
        out.writeDouble(variance);
        out.writeDouble(peak);
        out.writeDouble(reports);
        out.writeDouble(excursions);
        out.writeDouble(peaks);
        out.writeLong(step);
    }

    void read(StateReader in) {
        sum = in.readDouble();
        variance = in.readDouble();
        peak = in.readDouble();
        reports = in.readDouble();
        excursions = in.readDouble();
        peaks = in.readDouble();
        step = in.readLong();
    }
}
