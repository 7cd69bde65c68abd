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

    /**
     * What is known when a run has crossed a rung.
     *
     * @param metric the objective
     * @param goal which way is better
     * @param run name of the run, which has a mark at {@code latest} and {@code shared}
     * @param latest the highest rung that the run has crossed
     * @param shared the highest of these that half of the siblings have crossed too, so that the
     *     first to arrive somewhere is not judged against nobody; 0 if there is none
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
            double part,
            List<Sibling> siblings,
            IntFunction<Rung> rungs) {}

    /**
     * Another run of the group.
     *
     * @param run its name
     * @param contends whether it may still be the one to keep: it runs well, or has completed
     */
    record Sibling(String run, boolean contends) {}
}
