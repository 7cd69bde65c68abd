package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link DivergedRule}.
 *
 * @param patienceShare share of the planned steps (of the steps so far without a plan) that a
 *     critical rise may last
 * @param patienceReports and at least as many reports
 * @param keptShare share of the rise that has to be left for it to count as lasting
 */
public record DivergedConfig(double patienceShare, int patienceReports, double keptShare) {

    public static final DivergedConfig DEFAULT = new DivergedConfig(0.05, 10, 0.5);

    public DivergedConfig {
        Checks.between("stop.diverged.patience_share", patienceShare, 0, 1);
        Checks.atLeast("stop.diverged.patience_reports", patienceReports, 1);
        Checks.between("stop.diverged.kept_share", keptShare, 0, 1);
    }
}
