package io.github.descentry.events;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The runs of a group by their expected final value, best first. This is the one place that says
 * who stands where: ranks and chances of all runs are of the same moment, each rank is given once.
 *
 * <p>Those that cannot be compared follow behind without a rank: failed, unstable or stalled ones,
 * and those without a planned end. Runs that are judged by another metric than most of the group
 * are not on it.
 *
 * @param group name of the group
 * @param metric the metric they are judged by
 * @param goal which way is better
 * @param time time of the checkpoint that last changed it
 * @param entries best first
 */
public record Leaderboard(
        String group, String metric, Goal goal, Instant time, List<Entry> entries) {

    public Leaderboard {
        Checks.notBlank("group", group);
        Checks.notBlank("metric", metric);
        entries = List.copyOf(entries);
    }

    /**
     * One run.
     *
     * @param run name of the run
     * @param state where it stands
     * @param step its latest step
     * @param mean expected final value; the actual one once completed or stopped
     * @param sd standard deviation of it; 0 once completed or stopped
     * @param rank 1 for the best; absent if the run cannot be compared
     * @param beatBest chance to end better than the best other run; absent if the run cannot be
     *     compared or there is no other
     */
    public record Entry(
            String run,
            RunState state,
            long step,
            double mean,
            double sd,
            OptionalInt rank,
            OptionalDouble beatBest) {}
}
