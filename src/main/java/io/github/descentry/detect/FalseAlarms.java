package io.github.descentry.detect;

/**
 * How often healthy curves may be accused: the one number from which the thresholds of {@link
 * Spike}, {@link Divergence} and {@link GradExplosion} follow. It is spent on the three ways in
 * which the values of a curve can open a warning or something worse: half on single monstrous
 * reports, a quarter on bursts of a few, a quarter on sustained rises, whose proof needs the
 * logarithm of the share only. Notes of single reports that are not monstrous are no alarms, and
 * have a quarter of their own. Any share is one of reports, however rarely a curve reports.
 *
 * <p>Gradient norms are a metric of their own. A single one may be as unlikely as one and a half
 * times the number, for it has to be many times the usual one besides, which most that are so
 * unlikely are not; the product of the chances of a few in a row as a twentieth, for a product is
 * smaller than its factors by itself. Logarithms of norms with heavy tails raise more than the
 * number: Student's t with 3 degrees of freedom 1.4 times its default, one norm in a hundred that
 * is five times as far off three times the default, and nearly four times the number at 200.
 *
 * <p>What else a rule asks for, such as an excess that matters, only makes it rarer than that.
 *
 * @param perMillion false openings expected in a million healthy reports of a metric
 */
public record FalseAlarms(double perMillion) {

    public static final FalseAlarms DEFAULT = new FalseAlarms(20);

    private static final double NOTE = 0.25;
    private static final double SINGLE = 0.5;
    private static final double BURST = 0.25;
    private static final double RISE = 0.25;
    private static final double NORM = 1.5;
    private static final double NORMS = 0.05;

    public FalseAlarms {
        Checks.between("detect.false_alarms_per_million", perMillion, 0.001, 100_000);
    }

    /** Chance at which one report is worth a note. */
    public double note() {
        return NOTE * perMillion * 1e-6;
    }

    /** Chance at which one report that is monstrous proves something alone. */
    double single() {
        return SINGLE * perMillion * 1e-6;
    }

    /** Chance at which odd reports in a row, of any number, prove something together. */
    double burst() {
        return BURST * perMillion * 1e-6;
    }

    /** Chance per report that a healthy curve passes for a sustained rise. */
    double rise() {
        return RISE * perMillion * 1e-6;
    }

    /** Chance at which one gradient norm that is monstrous proves something alone. */
    double norm() {
        return NORM * perMillion * 1e-6;
    }

    /** Product of the chances of norms in a row at which they prove something together. */
    double norms() {
        return NORMS * perMillion * 1e-6;
    }
}
