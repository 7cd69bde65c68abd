package io.github.descentry.backtest.sweep;

import java.util.OptionalDouble;

/**
 * Which runs it is wrong to stop.
 *
 * @param best those that end among so many best of their group
 * @param target those that end at least as good as this
 */
public record SweepTruth(int best, OptionalDouble target) {

    public static final SweepTruth DEFAULT = new SweepTruth(1, OptionalDouble.empty());

    public SweepTruth {
        if (best < 1) {
            throw new IllegalArgumentException("best=" + best + " is below 1");
        }
    }

    boolean good(SweepGroup group, SweepRun run) {
        double value = run.finalValue();
        return reaches(group, value, group.atRank(best))
                || target.isPresent() && reaches(group, value, target.getAsDouble());
    }

    private static boolean reaches(SweepGroup group, double value, double bound) {
        return value == bound || group.goal().better(value, bound);
    }
}
