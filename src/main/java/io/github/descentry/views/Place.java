package io.github.descentry.views;

import io.github.descentry.events.Leaderboard;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Where a run stands in its group, by the group's latest leaderboard: places of several runs of a
 * group are of the same moment.
 *
 * @param rank 1 for the best expected final value
 * @param runs how many runs are ranked
 * @param beatBest chance to end better than the best other run; absent if there is none
 */
public record Place(int rank, int runs, OptionalDouble beatBest) {

    /** The places of all runs that are ranked. */
    static Map<String, Place> of(Leaderboard leaderboard) {
        int ranked =
                (int) leaderboard.entries().stream().filter(it -> it.rank().isPresent()).count();
        Map<String, Place> places = new HashMap<>();
        for (Leaderboard.Entry entry : leaderboard.entries()) {
            if (entry.rank().isPresent()) {
                places.put(
                        entry.run(), new Place(entry.rank().getAsInt(), ranked, entry.beatBest()));
            }
        }
        return places;
    }
}
