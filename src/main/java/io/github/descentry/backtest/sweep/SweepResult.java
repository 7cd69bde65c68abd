package io.github.descentry.backtest.sweep;

import io.github.descentry.stop.policy.HeldFor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy did to a group.
 *
 * @param policy name of the policy
 * @param group name of the group
 * @param collection the file its runs were read from
 * @param runs how many it has
 * @param stopped how many were stopped
 * @param computeSaved share of the group's steps that were not made
 * @param wrongStops how many of the stopped would have ended among the best k, or at the target
 * @param regret best final value that is left against the best of all, relative to the latter; if
 *     all were stopped, the best that any of them stood at
 * @param regretOfSpread the same as a share of the distance of the median from the best, at most
 *     {@value #MOST}; 0 if there is no such distance
 * @param bestRunKept whether the best run was not stopped, or one as good as it
 * @param stops share of its plan at which each stopped run was stopped
 * @param wrong why each of those was told to stop that were stopped wrongly, by name; empty where
 *     it is not known
 * @param held of how many runs a budget or a guard of the policy held a stop back to the end, by
 *     what held it last
 */
public record SweepResult(
        String policy,
        String group,
        String collection,
        int runs,
        int stopped,
        double computeSaved,
        int wrongStops,
        double regret,
        double regretOfSpread,
        boolean bestRunKept,
        Map<String, Double> stops,
        Map<String, String> wrong,
        Map<HeldFor, Integer> held) {

    /** A group whose runs are nearly equal would outweigh all others. */
    static final double MOST = 5;

    private static final double TINY = 1e-12;

    /** Replays a group and takes stock. */
    static SweepResult of(
            SweepGroup group, SweepPolicy policy, SweepReplay replay, SweepTruth truth) {
        SweepReplay.Outcome outcome = replay.replay(group, policy);
        Map<SweepRun, Integer> stops = outcome.stops();
        double all = 0;
        double made = 0;
        double left = Double.NaN;
        double stood = Double.NaN;
        Map<String, Double> shares = new LinkedHashMap<>();
        Map<String, String> wrong = new LinkedHashMap<>();
        for (SweepRun run : group.runs()) {
            Integer at = stops.get(run);
            all += run.length();
            if (at == null) {
                made += run.length();
                left = better(group, run.finalValue(), left);
                continue;
            }
            double share = Math.min(1, run.points().get(at - 1).share());
            made += share * run.length();
            shares.put(run.run(), share);
            stood = better(group, run.level(at), stood);
            if (truth.good(group, run)) {
                wrong.put(run.run(), outcome.reasons().getOrDefault(run.run(), ""));
            }
        }
        double best = group.best();
        double kept = Double.isNaN(left) ? stood : left;
        double loss = Math.max(0, group.goal().sign() * (kept - best));
        double spread = group.spread();
        return new SweepResult(
                policy.name(),
                group.name(),
                group.collection(),
                group.runs().size(),
                stops.size(),
                1 - made / all,
                wrong.size(),
                loss / Math.max(TINY, Math.abs(best)),
                spread > 0 ? Math.min(MOST, loss / spread) : 0,
                left == best,
                shares,
                wrong,
                outcome.held());
    }

    private static double better(SweepGroup group, double value, double than) {
        return SweepRun.better(group.goal(), value, than) ? value : than;
    }
}
