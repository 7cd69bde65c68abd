package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * How heavy the upper tail of a stream of standardised surprises is, learned online. Above each of
 * the thresholds u = 2 and 4 it keeps the share of values beyond, k/n, and the sum of ln(r/u) of
 * those, from which Hill's estimator (Hill 1975) takes the index ξ of a power law.
 *
 * <p>Thresholds follow from small chances, far outside of what was seen, so the uncertainty of ξ
 * counts: the estimate's ratio 1/ξ has a gamma posterior, and the chance of a value beyond r is the
 * mean over it, k/n · (b / (b + ln(r/u)))^a, with a the values beyond u and b their sum, priors
 * included. That is what makes the chances come true on average, and a young curve cautious. A
 * power law is heavier than what a normal distribution would allow and so errs on the side of
 * silence. One threshold would not do: where one report in a hundred is an outlier, the many
 * ordinary values just above the lowest threshold know nothing of it. The largest of the chances by
 * all thresholds is taken.
 *
 * <p>Priors stand for {@value #PRIOR_VALUES} values of which 3 % exceed the lowest threshold, with
 * ξ = 0.25 (about Student's t with 4 degrees of freedom). Values beyond {@value #LARGEST} are
 * events rather than noise: they count as that. Of values beyond the threshold in a row only the
 * largest is taken, for what opens an anomaly is the first. Old values are forgotten with a memory
 * of {@value #MEMORY} values. Mutable; 56 bytes of state.
 */
final class Tail {

    static final double THRESHOLD = 2;

    private static final int LEVELS = 2;
    private static final double MEMORY = 4000;
    private static final double PRIOR_VALUES = 100;
    private static final double PRIOR_EXCEEDING = 3;
    private static final double PRIOR_INDEX = 0.25;
    private static final double PRIOR_INDEX_WEIGHT = 10;
    private static final double LARGEST = 8;

    private double values;
    private double cluster;

    /** Per threshold: values beyond it, and their sum of ln. */
    private final double[] exceeding = new double[LEVELS];

    private final double[] logExcess = new double[LEVELS];

    /** Takes the next surprise of the stream. */
    void pass(double surprise) {
        double keep = 1 - 1 / MEMORY;
        values = values * keep + 1;
        for (int i = 0; i < LEVELS; i++) {
            exceeding[i] *= keep;
            logExcess[i] *= keep;
        }
        if (surprise > THRESHOLD) {
            cluster = Math.max(cluster, surprise);
        } else if (cluster > 0) {
            add(cluster);
            cluster = 0;
        }
    }

    private void add(double surprise) {
        double threshold = THRESHOLD;
        for (int i = 0; i < LEVELS; i++) {
            if (surprise > threshold) {
                exceeding[i] += 1;
                logExcess[i] += Math.log(Math.min(surprise, LARGEST) / threshold);
            }
            threshold *= 2;
        }
    }

    /** Probability of a value above {@code surprise}; 1 below the threshold. */
    double chanceAbove(double surprise) {
        if (!(surprise > THRESHOLD)) {
            return 1;
        }
        double share = (exceeding[0] + PRIOR_EXCEEDING) / (values + PRIOR_VALUES);
        double chance = share * beyond(0, surprise / THRESHOLD);
        double threshold = 2 * THRESHOLD;
        for (int i = 1; i < LEVELS && surprise > threshold; i++) {
            share = exceeding[i] / (values + PRIOR_VALUES);
            chance = Math.max(chance, share * beyond(i, surprise / threshold));
            threshold *= 2;
        }
        return chance;
    }

    /** Chance that a value beyond a threshold is beyond that multiple of it. */
    private double beyond(int level, double multiple) {
        double count = exceeding[level] + PRIOR_INDEX_WEIGHT;
        double sum = logExcess[level] + PRIOR_INDEX * PRIOR_INDEX_WEIGHT;
        return Math.exp(-count * Math.log1p(Math.log(multiple) / sum));
    }

    void write(StateWriter out) {
        out.writeDouble(values);
        out.writeDouble(cluster);
        for (int i = 0; i < LEVELS; i++) {
            out.writeDouble(exceeding[i]);
            out.writeDouble(logExcess[i]);
        }
    }

    void read(StateReader in) {
        values = in.readDouble();
        cluster = in.readDouble();
        for (int i = 0; i < LEVELS; i++) {
            exceeding[i] = in.readDouble();
            logExcess[i] = in.readDouble();
        }
    }
}
