package io.github.descentry.monitor;

import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.Rung;
import io.github.descentry.stop.Subject;
import io.github.descentry.stop.Terms;
import io.github.descentry.stop.policy.RunStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes a run out of the memory of a group that it has left. Without state. */
final class Leaving {

    private Leaving() {}

    static GroupDeparture of(GroupMemory memory, Rungs rungs, Departure departure, Terms terms) {
        Subject subject = departure.subject();
        GroupEntry entry = memory.entry(subject.run());
        // News of a return may have come before, told again, do not make it leave once more.
        boolean back = entry != null && memory.gone.knows(subject.run(), departure.since());
        if (entry == null) {
            memory.gone.add(subject.run(), departure.since());
        } else if (!back) {
            memory.entries.remove(entry);
            memory.gone.add(subject.run(), departure.since(), entry.advices);
            forget(subject.run(), rungs);
        }
        List<StopSignal> signals = new ArrayList<>(0);
        if (!back) {
            memory.gone.withdraw(
                    subject, "the run has left for group " + departure.to(), terms, signals::add);
        }
        double share = entry == null ? Double.NaN : entry.share;
        return new GroupDeparture(
                leaderboard(memory, departure),
                signals,
                GroupEntry.standing(share, memory.runs() + 1, memory.stopped(), 0),
                moved(memory));
    }

    private static void forget(String run, Rungs rungs) {
        for (int at = 1; at <= Rung.RUNGS; at++) {
            Rung rung = rungs.get(at);
            if (rung.remove(run)) {
                rungs.put(at, rung);
            }
        }
    }

    private static Optional<Leaderboard> leaderboard(GroupMemory memory, Departure departure) {
        return memory.entries.stream().anyMatch(GroupEntry::tellable)
                ? Optional.of(
                        Ranking.ofMost(memory).leaderboard(memory, departure.subject().time()))
                : Optional.empty();
    }

    /** One that was second may be the best now, which nobody may stop. */
    private static Map<String, Map<String, RunStanding>> moved(GroupMemory memory) {
        Map<String, Map<String, RunStanding>> moved = new TreeMap<>();
        for (GroupEntry entry : memory.entries) {
            if (entry.stopAdvised()) {
                RunStanding standing =
                        GroupMonitor.standing(memory, entry, Ranking.of(memory, entry));
                entry.tells(standing);
                for (String policy : entry.policies()) {
                    moved.computeIfAbsent(policy, name -> new TreeMap<>()).put(entry.run, standing);
                }
            }
        }
        return moved;
    }
}
