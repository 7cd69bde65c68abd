package io.github.descentry.detect;

/**
 * Settings of {@link RepeatedData}.
 *
 * @param warmupReports finite reports before it judges
 * @param warmupShare share of the planned steps before it judges drops without a resume
 * @param floorShare least drop, as share of the metric's magnitude
 * @param noises and as many noises of the curve
 * @param lastingReports reports that the drop has to last for
 * @param watchReports reports after a resume within which it has to begin and last
 * @param rateShare a learning rate below this share of what it was explains any drop
 * @param validationShare a validation loss that falls by this share of the drop, each relative to
 *     its height, explains it
 */
public record RepeatedDataConfig(
        int warmupReports,
        double warmupShare,
        double floorShare,
        double noises,
        int lastingReports,
        int watchReports,
        double rateShare,
        double validationShare) {

    public static final RepeatedDataConfig DEFAULT =
            new RepeatedDataConfig(20, 0.1, 0.04, 5, 8, 30, 0.9, 0.4);

    public RepeatedDataConfig {
        Checks.atLeast("detect.repeated_data.warmup_reports", warmupReports, 5);
        Checks.between("detect.repeated_data.warmup_share", warmupShare, 0, 1);
        Checks.atLeast("detect.repeated_data.floor_share", floorShare, 0);
        Checks.atLeast("detect.repeated_data.noises", noises, 1);
        Checks.atLeast("detect.repeated_data.lasting_reports", lastingReports, 3);
        Checks.atLeast("detect.repeated_data.watch_reports", watchReports, lastingReports);
        Checks.between("detect.repeated_data.rate_share", rateShare, 0, 1);
        Checks.between("detect.repeated_data.validation_share", validationShare, 0, 1);
    }

    public RepeatedDataConfig with(double newFloorShare) {
        return new RepeatedDataConfig(
                warmupReports,
                warmupShare,
                newFloorShare,
                noises,
                lastingReports,
                watchReports,
                rateShare,
                validationShare);
    }
}
