package io.github.descentry.fit;

import io.github.descentry.events.Goal;

/**
 * What a full decay of the learning rate is worth before any was seen: a share of the level, as
 * three normals, because peak rates differ and so do tasks. Learned from recorded runs of many
 * kinds, see the accuracy study; a run's own decay soon overrules it.
 *
 * <p>Language models end near the entropy of their data: a decay takes off some percent. Losses of
 * classifiers, errors and the like have no such floor: a decay takes off a third or more. What
 * tells them apart is the level itself, in nats. Where it is not even known whether a decay will
 * come, the narrower prior holds.
 */
enum WorthPrior {
    ABOVE_A_FLOOR(
            new double[] {0.035, 0.085, 0.2},
            new double[] {0.02, 0.03, 0.15},
            new double[] {0.35, 0.55, 0.1}),
    TOWARDS_ZERO(
            new double[] {0.05, 0.2, 0.5},
            new double[] {0.04, 0.15, 0.35},
            new double[] {0.15, 0.35, 0.5}),
    RISING(
            new double[] {0.02, 0.07, 0.25},
            new double[] {0.02, 0.05, 0.2},
            new double[] {0.3, 0.5, 0.2}),
    UNDECLARED(
            new double[] {0.03, 0.08, 0.3},
            new double[] {0.02, 0.05, 0.3},
            new double[] {0.4, 0.4, 0.2});

    /** Components of every prior. */
    static final int SIZE = 3;

    /** Levels below this many nats are on their way to zero. */
    private static final double FLOOR = 1.2;

    /** How much likelier a constant rate is above a floor than elsewhere, inverted. */
    private static final double CONSTANT_ODDS = 4.0 / 9;

    private final double[] means;
    private final double[] deviations;
    private final double[] logWeights = new double[SIZE];

    WorthPrior(double[] means, double[] deviations, double[] weights) {
        this.means = means;
        this.deviations = deviations;
        for (int i = 0; i < SIZE; i++) {
            logWeights[i] = Math.log(weights[i]);
        }
    }

    static WorthPrior of(Goal goal, double level, boolean declared) {
        if (goal == Goal.MAXIMIZE) {
            return RISING;
        }
        if (Math.abs(level) >= FLOOR) {
            return ABOVE_A_FLOOR;
        }
        return declared ? TOWARDS_ZERO : UNDECLARED;
    }

    /**
     * Prior probability of a scenario, up to a factor. Where no rate is known, classifiers and
     * scores had a decay still to come more often than language models.
     */
    double weight(Scenario scenario) {
        if (this == ABOVE_A_FLOOR || scenario.shape().measured()) {
            return scenario.weight();
        }
        boolean constant = scenario.shape() == Scenario.Shape.CONSTANT;
        return scenario.weight() * (constant ? CONSTANT_ODDS : 1);
    }

    /** Mean of a component, as a share of the level. */
    double mean(int component) {
        return means[component];
    }

    /** Standard deviation of a component, as a share of the level. */
    double deviation(int component) {
        return deviations[component];
    }

    double logWeight(int component) {
        return logWeights[component];
    }
}
