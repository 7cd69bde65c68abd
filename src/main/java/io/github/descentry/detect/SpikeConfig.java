package io.github.descentry.detect;

/**
 * Settings of {@link Spike}.
 *
 * @param warmupReports finite reports before it judges
 * @param warmupShare share of the planned steps before it judges
 * @param floorShare least excess, as share of the metric's magnitude
 * @param floorShareOfGains the same for maximised metrics, which stray more
 * @param singleChance how unlikely one report has to be under the curve's own noise to open alone
 * @param singleShare least excess of such a report, as share of the magnitude
 * @param oddChance how unlikely a report has to be to count as odd at all
 * @param burstChance how unlikely odd reports in a row have to be together, one alone counting for
 *     no less than {@code singleChance}
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
        double singleChance,
        double singleShare,
        double oddChance,
        double burstChance,
        double bandNoises,
        int resolveAfter,
        double recoveryShare,
        int recoveryReports) {

    public static final SpikeConfig DEFAULT =
            new SpikeConfig(20, 0.001, 0.05, 0.25, 3e-5, 1, 0.003, 1e-6, 3, 2, 0.02, 10);

    public SpikeConfig {
        Checks.atLeast("detect.spike.warmup_reports", warmupReports, 3);
        Checks.between("detect.spike.warmup_share", warmupShare, 0, 1);
        Checks.atLeast("detect.spike.floor_share", floorShare, 0);
        Checks.atLeast("detect.spike.floor_share_of_gains", floorShareOfGains, 0);
        Checks.between("detect.spike.single_chance", singleChance, 0, 1);
        Checks.atLeast("detect.spike.single_share", singleShare, 0);
        Checks.between("detect.spike.odd_chance", oddChance, singleChance, 1);
        Checks.between("detect.spike.burst_chance", burstChance, 0, singleChance);
        Checks.atLeast("detect.spike.band_noises", bandNoises, 0);
        Checks.atLeast("detect.spike.resolve_after", resolveAfter, 1);
        Checks.between("detect.spike.recovery_share", recoveryShare, 0, 1);
        Checks.atLeast("detect.spike.recovery_reports", recoveryReports, 1);
    }
}
