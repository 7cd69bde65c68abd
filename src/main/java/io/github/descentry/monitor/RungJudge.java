package io.github.descentry.monitor;

import io.github.descentry.events.RunState;
import io.github.descentry.stop.Rung;
import io.github.descentry.stop.RungRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers what the rules on rungs judge by, when a run has crossed one. */
final class RungJudge {

    /** Who is behind by no more than this share of what the run has done is nearly as far. */
    private static final double NEARLY = 0.1;

    /** The same, as a share of the plan: reports may be sparse. */
    private static final double NEARLY_OF_PLAN = 0.05;

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
        shares = Arrays.copyOf(shares, running);
        int shared = marked(Math.min(latest, reachedByHalf(shares)), entry, rungs);
        int settled = marked(Math.min(shared, reachedByNear(shares, entry)), entry, rungs);
        // Who has said no plan yet is taken for an average run.
        double group = all * (siblings.size() + 1) / Math.max(1, planned);
        return new RungRule.Facts(
                entry.metric,
                entry.goal,
                entry.run,
                latest,
                shared,
                settled,
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
        return rung(shares[shares.length / 2]);
    }

    /** The highest rung that all have crossed who run and are nearly as far. */
    private static int reachedByNear(double[] shares, GroupEntry entry) {
        double own = entry.ladder.share();
        double near = own - Math.max(NEARLY_OF_PLAN, NEARLY * own);
        return rung(Arrays.stream(shares).filter(share -> share >= near).min().orElse(own));
    }

    /** A rung if the run has been there, else 0. */
    private static int marked(int rung, GroupEntry entry, Rungs rungs) {
        return rung > 0 && rungs.get(rung).mark(entry.run) != null ? rung : 0;
    }

    private static int rung(double share) {
        return (int) (share * Rung.RUNGS + 1e-9);
    }
}
