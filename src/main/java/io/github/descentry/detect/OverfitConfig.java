package io.github.descentry.detect;

/**
 * Settings of {@link Overfit}.
 *
 * @param floorShare least rise above the best evaluation, as share of it
 * @param giveBackShare least rise, as share of what the curve has gained since its first evaluation
 * @param slack noises by which an evaluation may lie above the best before it counts (k of the
 *     CUSUM), beyond what the best of so many is lucky by
 * @param threshold sum of clipped excesses, in noises, that opens (h of the CUSUM)
 * @param steepness slope of the evaluations since the best, in standard errors ({@link Upturn}),
 *     that opens as well, at half of the share that was gained
 * @param singleShare rise, as share of the best, that one evaluation proves where there are few
 * @param singleNoises and as many noises
 * @param fewShare evaluations are few where this share of the run or more lies between two
 * @param caution by how much all that is higher where no training curve is known to be falling
 * @param harmShare rise, as share of the best, that makes it critical
 */
public record OverfitConfig(
        double floorShare,
        double giveBackShare,
        double slack,
        double threshold,
        double steepness,
        double singleShare,
        double singleNoises,
        double fewShare,
        double caution,
        double harmShare) {

    public static final OverfitConfig DEFAULT =
            new OverfitConfig(0.015, 0.04, 0.3, 6, 4, 0.05, 4, 0.04, 2, 0.2);

    public OverfitConfig {
        Checks.atLeast("detect.overfit.floor_share", floorShare, 0);
        Checks.atLeast("detect.overfit.give_back_share", giveBackShare, 0);
        Checks.atLeast("detect.overfit.slack", slack, 0);
        Checks.atLeast("detect.overfit.threshold", threshold, 1);
        Checks.atLeast("detect.overfit.steepness", steepness, 1);
        Checks.atLeast("detect.overfit.single_share", singleShare, 0);
        Checks.atLeast("detect.overfit.single_noises", singleNoises, 1);
        Checks.between("detect.overfit.few_share", fewShare, 0, 1);
        Checks.atLeast("detect.overfit.caution", caution, 1);
        Checks.atLeast("detect.overfit.harm_share", harmShare, floorShare);
    }

    public OverfitConfig with(double newFloorShare, double newHarmShare) {
        return new OverfitConfig(
                newFloorShare,
                giveBackShare,
                slack,
                threshold,
                steepness,
                singleShare,
                singleNoises,
                fewShare,
                caution,
                newHarmShare);
    }
}
