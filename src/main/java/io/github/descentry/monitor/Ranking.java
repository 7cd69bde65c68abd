package io.github.descentry.monitor;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.stop.ForecastRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The runs of a group that are judged by one metric, best first: those that can be compared, then
 * the others. A moment's view of the memory. To rank one run takes a look at all; only to tell the
 * leaderboard they are sorted.
 */
final class Ranking {

    private final List<GroupEntry> entries;

    private Ranking(List<GroupEntry> entries) {
        this.entries = entries;
    }

    /** The runs that are judged as a given one is. */
    static Ranking of(GroupMemory memory, GroupEntry like) {
        List<GroupEntry> entries = new ArrayList<>(memory.entries.size());
        for (GroupEntry entry : memory.entries) {
            if (entry.tellable() && entry.comparableWith(like)) {
                entries.add(entry);
            }
        }
        return new Ranking(entries);
    }

    /** The runs that are judged as most of the group are; of two such metrics the first by name. */
    static Ranking ofMost(GroupMemory memory) {
        Map<String, List<GroupEntry>> byMetric = new TreeMap<>();
        for (GroupEntry entry : memory.entries) {
            if (entry.tellable()) {
                String metric = entry.metric + (entry.goal == Goal.MINIMIZE ? "<" : ">");
                byMetric.computeIfAbsent(metric, key -> new ArrayList<>()).add(entry);
            }
        }
        List<GroupEntry> most = List.of();
        for (List<GroupEntry> entries : byMetric.values()) {
            most = entries.size() > most.size() ? entries : most;
        }
        return of(memory, most.get(0));
    }

    /** 1 for the best; 0 if the run cannot be compared. */
    int rank(GroupEntry entry) {
        if (!entry.eligible()) {
            return 0;
        }
        int rank = 1;
        for (int i = 0; i < entries.size(); i++) {
            rank += entries.get(i) != entry && entries.get(i).before(entry) ? 1 : 0;
        }
        return rank;
    }

    /**
     * The place of a run among those that nobody has stopped, or told to stop: of them the best are
     * kept, whoever was better and is gone. 0 if the run cannot be compared.
     */
    int rankOfThoseLeft(GroupEntry entry) {
        if (!entry.eligible()) {
            return 0;
        }
        int rank = 1;
        for (int i = 0; i < entries.size(); i++) {
            GroupEntry other = entries.get(i);
            boolean left = other.state != RunState.STOPPED && !other.stopAdvised();
            rank += other != entry && left && other.before(entry) ? 1 : 0;
        }
        return rank;
    }

    /** The best run but one, if another can be compared. */
    Optional<GroupEntry> bestBut(GroupEntry entry) {
        GroupEntry best = null;
        for (int i = 0; i < entries.size(); i++) {
            GroupEntry other = entries.get(i);
            if (other != entry && other.eligible() && (best == null || other.before(best))) {
                best = other;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether others can be compared and none is expected to end better. */
    boolean leads(GroupEntry entry) {
        Optional<GroupEntry> best = bestBut(entry);
        return best.isPresent() && entry.eligible() && !best.get().better(entry);
    }

    /** The other runs that can be compared, as a rule sees them. */
    List<ForecastRule.Rival> rivals(GroupEntry entry) {
        List<ForecastRule.Rival> rivals = new ArrayList<>(entries.size());
        for (GroupEntry other : entries) {
            if (other != entry && other.eligible()) {
                rivals.add(
                        new ForecastRule.Rival(other.run, other.mean, other.sd, other.narrowest));
            }
        }
        return rivals;
    }

    /** Must not be empty. */
    Leaderboard leaderboard(GroupMemory memory, Instant time) {
        entries.sort((one, other) -> one == other ? 0 : one.before(other) ? -1 : 1);
        GroupEntry first = entries.get(0);
        Optional<GroupEntry> second = bestBut(first);
        List<Leaderboard.Entry> told = new ArrayList<>(entries.size());
        for (GroupEntry entry : entries) {
            Optional<GroupEntry> best = entry == first ? second : Optional.of(first);
            best = best.filter(it -> entry.eligible());
            told.add(
                    entry.tell(
                            entry.eligible()
                                    ? OptionalInt.of(1 + told.size())
                                    : OptionalInt.empty(),
                            best.isPresent()
                                    ? OptionalDouble.of(entry.beats(best.get()))
                                    : OptionalDouble.empty()));
        }
        return new Leaderboard(memory.group, first.metric, first.goal, time, told);
    }
}
