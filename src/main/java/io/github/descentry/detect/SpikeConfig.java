package io.github.descentry.detect;

/**
 * Settings of {@link Spike}.
 *
 * @param warmupReports finite reports before it judges
 * @param warmupShare share of the planned steps before it judges
 * @param floorShare least excess, as share of the metric's magnitude
 * @param floorShareOfGains the same for maximised metrics, which stray more
 * @param singleShare least excess of a single report that is a warning, as share of the magnitude;
 *     one that is less is a note as long as it stays alone
 * @param bandNoises back inside means within this many noises of what was expected when it began
 * @param resolveAfter reports inside in a row that end it
 * @param recoveryShare share of the planned steps (of the steps so far without a plan) within which
 *     it has to end, or else escalates as not recovered
 * @param recoveryReports and at least as many reports
 */
public record SpikeConfig(
        int warmupReports,
        double warmupShare,
        double floorShare,
        double floorShareOfGains,
        double singleShare,
        double bandNoises,
        int resolveAfter,
        double recoveryShare,
        int recoveryReports) {

    public static final SpikeConfig DEFAULT =
            new SpikeConfig(20, 0.001, 0.05, 0.25, 1, 3, 2, 0.02, 10);

    public SpikeConfig {
        Checks.atLeast("detect.spike.warmup_reports", warmupReports, 3);
        Checks.between("detect.spike.warmup_share", warmupShare, 0, 1);
        Checks.atLeast("detect.spike.floor_share", floorShare, 0);
        Checks.atLeast("detect.spike.floor_share_of_gains", floorShareOfGains, 0);
        Checks.atLeast("detect.spike.single_share", singleShare, 0);
        Checks.atLeast("detect.spike.band_noises", bandNoises, 0);
        Checks.atLeast("detect.spike.resolve_after", resolveAfter, 1);
        Checks.between("detect.spike.recovery_share", recoveryShare, 0, 1);
        Checks.atLeast("detect.spike.recovery_reports", recoveryReports, 1);
    }
}
