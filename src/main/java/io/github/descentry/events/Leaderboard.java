package io.github.descentry.events;

import java.time.Instant;
import java.util.List;

/**
 * The runs of a group by their expected final value, best first.
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
     * @param mean expected final value; the actual one once completed
     * @param sd standard deviation of it; 0 once completed
     */
    public record Entry(String run, RunState state, long step, double mean, double sd) {}
}
