package io.github.descentry.monitor;

import io.github.descentry.events.RunState;
import io.github.descentry.stop.Rung;
import io.github.descentry.stop.RungRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers what the rules on rungs judge by, when a run has crossed one. */
final class RungJudge {

    private RungJudge() {}

    /** The facts for a run that has crossed a rung. */
    static RungRule.Facts facts(GroupMemory memory, GroupEntry entry, int latest, Rungs rungs) {
        List<RungRule.Sibling> siblings = new ArrayList<>(memory.entries.size());
        double[] shares = new double[memory.entries.size()];
        int running = 0;
        double all = 0;
        int planned = 0;
        for (GroupEntry other : memory.entries) {
            if (!other.comparableWith(entry)) {
                continue;
            }
            if (other.planned() > 0) {
                all += other.planned();
                planned++;
            }
            if (runs(other) && !Double.isNaN(other.ladder.share())) {
                shares[running++] = other.ladder.share();
            }
            if (other != entry) {
                boolean contends = runs(other) || other.state == RunState.COMPLETED;
                siblings.add(new RungRule.Sibling(other.run, contends));
            }
        }
        int shared = Math.min(latest, reachedByHalf(Arrays.copyOf(shares, running)));
        if (shared > 0 && rungs.get(shared).mark(entry.run) == null) {
            shared = 0;
        }
        // Who has said no plan yet is taken for an average run.
        double group = all * (siblings.size() + 1) / Math.max(1, planned);
        return new RungRule.Facts(
                entry.metric,
                entry.goal,
                entry.run,
                latest,
                shared,
                group > 0 ? entry.planned() / group : 1.0 / (siblings.size() + 1),
                siblings,
                rungs::get);
    }

    private static boolean runs(GroupEntry entry) {
        return entry.state == RunState.RUNNING || entry.state == RunState.LATE;
    }

    /** The highest rung that half of the running ones have crossed. */
    private static int reachedByHalf(double[] shares) {
        if (shares.length == 0) {
            return Rung.RUNGS;
        }
        Arrays.sort(shares);
        return (int) (shares[shares.length / 2] * Rung.RUNGS + 1e-9);
    }
}
