package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link UnpromisingRule}.
 *
 * @param tolerance regret, in spreads of the group, that all of its compute would be worth: the
 *     trade of compute for regret. To save a tenth of the group's steps may cost a tenth of it
 * @param indifference final values this share of the best level apart are as good as equal: such a
 *     loss is always taken. 0: none is
 * @param priorRate how fast the distances between siblings are held to change before the group has
 *     shown it: per unit of ln progress, in spreads of the group
 * @param priorSiblings so many siblings that guess weighs as much as
 * @param minimumShare share of the planned steps before it judges
 * @param maximumShare share after which it no longer judges, as little would be saved
 */
public record UnpromisingConfig(
        double tolerance,
        double indifference,
        double priorRate,
        double priorSiblings,
        double minimumShare,
        double maximumShare) {

    public static final UnpromisingConfig DEFAULT =
            new UnpromisingConfig(0.4, 0, 0.5, 3, 0.03, 0.97);

    public UnpromisingConfig {
        Checks.between("stop.unpromising.tolerance", tolerance, 0, 10);
        Checks.between("stop.unpromising.indifference", indifference, 0, 1);
        Checks.between("stop.unpromising.prior_rate", priorRate, 0, 100);
        Checks.between("stop.unpromising.prior_siblings", priorSiblings, 0, 1000);
        Checks.between("stop.unpromising.minimum_share", minimumShare, 0.01, 1);
        Checks.between("stop.unpromising.maximum_share", maximumShare, minimumShare, 1);
    }

    public UnpromisingConfig with(double newTolerance) {
        return new UnpromisingConfig(
                newTolerance, indifference, priorRate, priorSiblings, minimumShare, maximumShare);
    }

    public UnpromisingConfig indifferent(double newIndifference) {
        return new UnpromisingConfig(
                tolerance, newIndifference, priorRate, priorSiblings, minimumShare, maximumShare);
    }
}
