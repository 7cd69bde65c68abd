package io.github.descentry.detect;

/**
 * Settings of {@link Spike}.
 *
 * @param warmupReports finite reports before it judges
 * @param warmupShare share of the planned steps before it judges
 * @param floorShare least excess, as share of the metric's magnitude
 * @param singleChance how unlikely one report has to be under the curve's own noise to open alone
 * @param singleShare least excess of such a report, as share of the magnitude
 * @param burstChance how unlikely each of {@code burstReports} in a row has to be
 * @param burstReports reports in a row that open together
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
        double singleChance,
        double singleShare,
        double burstChance,
        int burstReports,
        double bandNoises,
        int resolveAfter,
        double recoveryShare,
        int recoveryReports) {

    public static final SpikeConfig DEFAULT =
            new SpikeConfig(30, 0.005, 0.05, 1e-6, 0.5, 1e-4, 2, 3, 2, 0.02, 10);

    public SpikeConfig {
        Checks.atLeast("detect.spike.warmup_reports", warmupReports, 3);
        Checks.between("detect.spike.warmup_share", warmupShare, 0, 1);
        Checks.atLeast("detect.spike.floor_share", floorShare, 0);
        Checks.between("detect.spike.single_chance", singleChance, 0, 1);
        Checks.atLeast("detect.spike.single_share", singleShare, 0);
        Checks.between("detect.spike.burst_chance", burstChance, 0, 1);
        Checks.atLeast("detect.spike.burst_reports", burstReports, 1);
        Checks.atLeast("detect.spike.band_noises", bandNoises, 0);
        Checks.atLeast("detect.spike.resolve_after", resolveAfter, 1);
        Checks.between("detect.spike.recovery_share", recoveryShare, 0, 1);
        Checks.atLeast("detect.spike.recovery_reports", recoveryReports, 1);
    }
}
