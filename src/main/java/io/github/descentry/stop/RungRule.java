package io.github.descentry.stop;

import io.github.descentry.events.Goal;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Judges a run by what its siblings had reached at the same share of their plans. Asked each time
 * the run crosses a {@link Rung}.
 */
public interface RungRule extends StopRule {

    Verdict judge(Facts facts);

    /** Whether it counts siblings, so that it matters how many of them are there to be counted. */
    default boolean counts() {
        return false;
    }

    /**
     * The verdict that holds. Some get to each rung a moment later than others. If they are better,
     * all others would be cleared in that moment and advised again in the next. So a run is cleared
     * only if it is so, too, at the latest rung that all have crossed who are nearly as far. If
     * those who are late are worse, one of the better half would be the last of those that are
     * there: a rule that counts advises a stop only if it does so at both.
     */
    default Verdict decide(Facts facts) {
        Verdict verdict = judge(facts);
        boolean asks = verdict.call() == Verdict.Call.CLEAR || counts();
        if (!asks || facts.settled() == facts.shared()) {
            return verdict;
        }
        return facts.settled() > 0 && judge(facts.atSettled()).call() == verdict.call()
                ? verdict
                : Verdict.unsure();
    }

    /**
     * What is known when a run has crossed a rung.
     *
     * @param metric the objective
     * @param goal which way is better
     * @param run name of the run, which has a mark at {@code latest} and {@code shared}
     * @param latest the highest rung that the run has crossed
     * @param shared the highest of these that half of the siblings have crossed too, so that the
     *     first to arrive somewhere is not judged against nobody; 0 if there is none
     * @param settled the highest of these that all siblings have crossed which are nearly as far as
     *     the run; 0 if there is none
     * @param part of the planned steps of all runs of the group that are judged by the same metric,
     *     those that have ended among them, how many are the run's: what it costs to go all the way
     * @param siblings the other runs judged by the same metric
     * @param rungs what was reached at each rung; runs that are no siblings may be in it
     */
    record Facts(
            String metric,
            Goal goal,
            String run,
            int latest,
            int shared,
            int settled,
            double part,
            List<Sibling> siblings,
            IntFunction<Rung> rungs) {

        /** The same, judged where all who are nearly as far have been. */
        Facts atSettled() {
            return new Facts(metric, goal, run, latest, settled, settled, part, siblings, rungs);
        }
    }

    /**
     * Another run of the group.
     *
     * @param run its name
     * @param contends whether it may still be the one to keep: it runs well, or has completed
     */
    record Sibling(String run, boolean contends) {}
}
