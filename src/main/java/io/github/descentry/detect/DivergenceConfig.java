package io.github.descentry.detect;

/**
 * Settings of {@link Divergence}.
 *
 * @param warmupReports finite reports before it judges
 * @param warmupShare share of the planned steps before it judges
 * @param floorShare least rise above the best level, as share of the metric's magnitude
 * @param giveBackShare least rise, as share of what the curve has gained since its start
 * @param giveBackShareOfGains the same for maximised metrics, which stray more
 * @param strayFactor least rise, in units of the largest stray the curve has come back from
 * @param slack noises by which a report may lie above what a flat curve shows before it counts (k
 *     of the CUSUM)
 * @param factor a level of this many times the best needs half of the proof only
 * @param recoveryShare share of the planned steps (of the steps so far without a plan) after which
 *     it escalates if it has not come back half of the way
 * @param recoveryReports and at least as many reports
 */
public record DivergenceConfig(
        int warmupReports,
        double warmupShare,
        double floorShare,
        double giveBackShare,
        double giveBackShareOfGains,
        double strayFactor,
        double slack,
        double factor,
        double recoveryShare,
        int recoveryReports) {

    public static final DivergenceConfig DEFAULT =
            new DivergenceConfig(15, 0.001, 0.03, 0.06, 0.5, 2.5, 1, 1.5, 0.03, 15);

    public DivergenceConfig {
        Checks.atLeast("detect.divergence.warmup_reports", warmupReports, 5);
        Checks.between("detect.divergence.warmup_share", warmupShare, 0, 1);
        Checks.atLeast("detect.divergence.floor_share", floorShare, 0);
        Checks.atLeast("detect.divergence.give_back_share", giveBackShare, 0);
        Checks.atLeast("detect.divergence.give_back_share_of_gains", giveBackShareOfGains, 0);
        Checks.atLeast("detect.divergence.stray_factor", strayFactor, 0);
        Checks.atLeast("detect.divergence.slack", slack, 0.1);
        Checks.atLeast("detect.divergence.factor", factor, 1);
        Checks.between("detect.divergence.recovery_share", recoveryShare, 0, 1);
        Checks.atLeast("detect.divergence.recovery_reports", recoveryReports, 1);
    }
}
