package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * Odd reports in a row, and what they prove together. Each is held against what was expected and
 * what was noise before the first of them, for the level follows a rise.
 *
 * <p>Proof is Fisher's product of chances (Fisher 1932): were m reports independent, with chances
 * uniform up to the one {@value #ODD} that makes a report odd at all, their product would be x or
 * less with probability x · Σ ln(o^m/x)^j / j!, j &lt; m. The next in a row proves as much less as
 * it is correlated with the one before: its chance enters with the power 1 − ρ. No single report
 * proves more than one that stands alone may, or every outlier with a slightly odd neighbour would
 * be a burst. Mutable; 44 bytes of state while there is a burst.
 */
final class Burst {

    /** What takes more reports to prove is a drift and no burst. */
    static final int LONGEST = 4;

    private static final double ODD = 0.01;

    /** Reports in a row have in common what they are held against, with its errors. */
    private static final double LEAST_CORRELATED = 0.1;

    private int length;
    private long step;
    private double expected;
    private double noise;
    private double logChance;
    private double logOdd;
    private double last = 1;

    /**
     * Takes a report.
     *
     * @param floor least excess that counts, in the metric's units
     * @return whether it belongs to a burst, perhaps as its first
     */
    boolean add(CurveReport report, double floor) {
        Baseline baseline = report.baseline();
        if (length > 0 && length < LONGEST && continues(baseline, floor)) {
            length++;
            double correlation = Math.max(LEAST_CORRELATED, baseline.correlation());
            prove(report, (1 - correlation) / (1 + correlation));
            return true;
        }
        expected = baseline.reference();
        noise = baseline.scale();
        length = 0;
        if (!continues(baseline, floor)) {
            return false;
        }
        length = 1;
        step = report.step();
        logChance = 0;
        logOdd = 0;
        prove(report, 1);
        return true;
    }

    private boolean continues(Baseline baseline, double floor) {
        double excess = baseline.value() - expected;
        last = baseline.chanceOf(excess / noise);
        return excess >= floor && last <= ODD;
    }

    private void prove(CurveReport report, double weight) {
        double least = report.config().falseAlarms().note();
        logChance += weight * Math.log(Math.max(last, least));
        logOdd += weight * Math.log(ODD);
    }

    /** Chance of the latest report, had it come alone. */
    double last() {
        return last;
    }

    /** Chance of all of them together; 1 if they are too few or too many to be a burst. */
    double together() {
        if (length < 2 || length > LONGEST) {
            return 1;
        }
        double ratio = Math.max(0, logOdd - logChance);
        double term = 1;
        double sum = 1;
        for (int i = 1; i < length; i++) {
            term *= ratio / i;
            sum += term;
        }
        return Math.min(1, Math.exp(logChance) * sum);
    }

    int length() {
        return length;
    }

    long step() {
        return step;
    }

    double expected() {
        return expected;
    }

    double noise() {
        return noise;
    }

    void clear() {
        length = 0;
    }

    void write(StateWriter out) {
        out.writeInt(length);
        if (length > 0) {
            out.writeLong(step);
            out.writeDouble(expected);
            out.writeDouble(noise);
            out.writeDouble(logChance);
            out.writeDouble(logOdd);
        }
    }

    void read(StateReader in) {
        length = in.readInt();
        if (length > 0) {
            step = in.readLong();
            expected = in.readDouble();
            noise = in.readDouble();
            logChance = in.readDouble();
            logOdd = in.readDouble();
        }
    }
}
