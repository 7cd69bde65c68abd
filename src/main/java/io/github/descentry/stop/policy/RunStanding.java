package io.github.descentry.stop.policy;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where a run stands at a moment, as far as a budget needs to know it. A snapshot: the latest one
 * of a run counts, whatever came before.
 *
 * @param share share of the planned steps that is done; absent: it has no plan
 * @param runs runs of its group up to now, with itself and with those that have ended; 0: it has no
 *     group
 * @param stopped how many of them have been stopped, or told to stop, as far as is known; those
 *     that the governor itself has told count whether they are in it or not
 * @param rank its place in the group, 1 is the best; absent: it cannot be told, or it has none
 */
public record RunStanding(OptionalDouble share, int runs, int stopped, OptionalInt rank) {

    public RunStanding {
        if (runs < 0 || stopped < 0) {
            throw new IllegalArgumentException(
                    "runs=" + runs + " or stopped=" + stopped + " is negative");
        }
    }

    /** Of a run without a group. */
    public static RunStanding alone(OptionalDouble share) {
        return new RunStanding(share, 0, 0, OptionalInt.empty());
    }

    boolean grouped() {
        return runs > 0;
    }
}
