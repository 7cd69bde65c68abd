package io.github.descentry.backtest.sweep;

import io.github.descentry.stop.policy.HeldFor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a policy did to many groups. Means are of the results of each group, or of the means of each
 * collection: many groups of a collection are near-repeats.
 *
 * @param policy name of the policy
 * @param origin whose it is
 * @param groups how many groups
 * @param collections of how many collections
 * @param runs how many runs they have
 * @param stopped how many were stopped
 * @param wrongStops how many of these wrongly
 * @param held of how many runs a stop was held back to the end, by what held it
 * @param byGroup means where every group weighs the same
 * @param byCollection means where every collection weighs the same
 */
public record SweepScore(
        String policy,
        SweepPolicy.Origin origin,
        int groups,
        int collections,
        double runs,
        double stopped,
        double wrongStops,
        Map<HeldFor, Double> held,
        Means byGroup,
        Means byCollection) {

    /**
     * Means.
     *
     * @param computeSaved see {@link SweepResult}
     * @param regret see {@link SweepResult}
     * @param regretOfSpread see {@link SweepResult}
     * @param bestRunKept share of the groups whose best run was kept
     */
    public record Means(
            double computeSaved, double regret, double regretOfSpread, double bestRunKept) {

        static Means of(List<SweepResult> results) {
            return new Means(
                    mean(results, SweepResult::computeSaved),
                    mean(results, SweepResult::regret),
                    mean(results, SweepResult::regretOfSpread),
                    mean(results, it -> it.bestRunKept() ? 1 : 0));
        }

        private static Means mean(List<Means> means) {
            return new Means(
                    mean(means, Means::computeSaved),
                    mean(means, Means::regret),
                    mean(means, Means::regretOfSpread),
                    mean(means, Means::bestRunKept));
        }

        private static <T> double mean(List<T> of, ToDoubleFunction<T> what) {
            return of.stream().mapToDouble(what).average().orElse(Double.NaN);
        }
    }

    /**
     * The score of one policy.
     *
     * @param results of all groups, in each order that was replayed
     * @param orders how many orders that are
     */
    public static SweepScore of(SweepPolicy policy, List<SweepResult> results, int orders) {
        Map<String, List<SweepResult>> byCollection = new LinkedHashMap<>();
        for (SweepResult result : results) {
            byCollection
                    .computeIfAbsent(result.collection(), name -> new ArrayList<>())
                    .add(result);
        }
        return new SweepScore(
                policy.name(),
                policy.origin(),
                results.size() / orders,
                byCollection.size(),
                results.stream().mapToInt(SweepResult::runs).sum() / (double) orders,
                results.stream().mapToInt(SweepResult::stopped).sum() / (double) orders,
                results.stream().mapToInt(SweepResult::wrongStops).sum() / (double) orders,
                held(results, orders),
                Means.of(results),
                Means.mean(byCollection.values().stream().map(Means::of).toList()));
    }

    private static Map<HeldFor, Double> held(List<SweepResult> results, int orders) {
        Map<HeldFor, Double> held = new EnumMap<>(HeldFor.class);
        for (SweepResult result : results) {
            result.held()
                    .forEach(
                            (reason, count) ->
                                    held.merge(reason, count / (double) orders, Double::sum));
        }
        return held;
    }
}
