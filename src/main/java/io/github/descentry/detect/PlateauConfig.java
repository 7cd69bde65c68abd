package io.github.descentry.detect;

/**
 * Settings of {@link Plateau}.
 *
 * @param gainShare gain still expected, as share of the metric's magnitude, below which it is one
 * @param chance chance left for a larger gain than that
 * @param warmupShare share of the planned steps before it judges
 * @param lastShare share of the planned steps after which it judges no more: the run is simply done
 * @param sustainedShare share of the planned steps that it has to have been so for
 * @param sustainedReports and so many reports
 * @param endFactor it ends when the gain expected is that many times the share again
 */
public record PlateauConfig(
        double gainShare,
        double chance,
        double warmupShare,
        double lastShare,
        double sustainedShare,
        int sustainedReports,
        double endFactor) {

    public static final PlateauConfig DEFAULT = new PlateauConfig(0.01, 0.05, 0.1, 0.8, 0.1, 20, 2);

    public PlateauConfig {
        Checks.atLeast("detect.plateau.gain_share", gainShare, 0);
        Checks.between("detect.plateau.chance", chance, 1e-4, 0.5);
        Checks.between("detect.plateau.warmup_share", warmupShare, 0, 1);
        Checks.between("detect.plateau.last_share", lastShare, warmupShare, 1);
        Checks.between("detect.plateau.sustained_share", sustainedShare, 0, 1);
        Checks.atLeast("detect.plateau.sustained_reports", sustainedReports, 1);
        Checks.atLeast("detect.plateau.end_factor", endFactor, 1);
    }

    public PlateauConfig with(double newGainShare) {
        return new PlateauConfig(
                newGainShare,
                chance,
                warmupShare,
                lastShare,
                sustainedShare,
                sustainedReports,
                endFactor);
    }
}
