package io.github.descentry.stop.policy;

import io.github.descentry.detect.Checks;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a policy may stop. Counted are the stops in mode advise and enforce; to observe costs
 * nothing.
 *
 * @param stopsPerHour attempts of runs that may be told to stop within any hour; 0: none
 * @param groupShare share of the runs of a group that may be told to stop, all in all; rounded down
 * @param keepBest so many of the best runs of a group are never told to stop
 */
public record Budget(int stopsPerHour, double groupShare, int keepBest) {

    static final int MOST_PER_HOUR = 1_000;
    private static final int MOST_KEPT = 1_000;

    /**
     * A stop every six minutes is more than a person can look at, and few enough that an error of
     * all sensors at once is noticed before it has ended everything; half of a group, at least, and
     * its best always come to their end.
     */
    public static final Budget DEFAULT = new Budget(10, 0.5, 1);

    public Budget {
        Checks.between("budget.stops_per_hour", stopsPerHour, 0, MOST_PER_HOUR);
        Checks.between("budget.group_share", groupShare, 0, 1);
        Checks.between("budget.keep_best", keepBest, 0, MOST_KEPT);
    }

    /** How many of so many runs may be told to stop. */
    public int most(int runs) {
        // Shares are written in tenths, which binary numbers only come close to.
        return (int) Math.floor(groupShare * runs + 1e-9);
    }

    static Budget of(Section section) {
        section.only("stops_per_hour", "group_share", "keep_best");
        return new Budget(
                section.count("stops_per_hour", DEFAULT.stopsPerHour, MOST_PER_HOUR),
                section.share("group_share", DEFAULT.groupShare),
                section.count("keep_best", DEFAULT.keepBest, MOST_KEPT));
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("stops_per_hour", stopsPerHour);
        tree.put("group_share", groupShare);
        tree.put("keep_best", keepBest);
        return tree;
    }
}
