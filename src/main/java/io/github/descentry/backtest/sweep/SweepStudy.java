package io.github.descentry.backtest.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds policies against each other on the same groups.
 *
 * @param policies those to be compared
 * @param slots runs side by side; 0: all
 * @param orders in how many orders each group is replayed; the first is that of the names
 * @param truth which runs it is wrong to stop
 */
public record SweepStudy(List<SweepPolicy> policies, int slots, int orders, SweepTruth truth) {

    public SweepStudy {
        policies = List.copyOf(policies);
        if (orders < 1) {
            throw new IllegalArgumentException("orders=" + orders + " is below 1");
        }
    }

    /** What each policy does to a group, in each order; policies in their order. */
    public List<SweepResult> results(SweepGroup group) {
        List<SweepResult> results = new ArrayList<>();
        for (SweepPolicy policy : policies) {
            for (int order = 0; order < orders; order++) {
                results.add(SweepResult.of(group, policy, new SweepReplay(slots, order), truth));
            }
        }
        return results;
    }

    /** The scores of all policies, in their order. */
    public List<SweepScore> scores(List<SweepResult> results) {
        List<SweepScore> scores = new ArrayList<>();
        for (SweepPolicy policy : policies) {
            List<SweepResult> own =
                    results.stream().filter(it -> it.policy().equals(policy.name())).toList();
            scores.add(SweepScore.of(policy, own, orders));
        }
        return scores;
    }
}
