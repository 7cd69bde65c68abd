package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link LastingRule}.
 *
 * @param lastingShare share of the planned steps (of the steps so far without a plan) for which the
 *     anomaly has to be open
 * @param criticalOnly whether it has to be critical as well
 */
public record LastingConfig(double lastingShare, boolean criticalOnly) {

    /** Of a plateau: a tenth of the run. It is never critical. */
    public static final LastingConfig PLATEAU = new LastingConfig(0.1, false);

    /** Of over-fitting: once the harm is large, and it goes on. */
    public static final LastingConfig OVERFIT = new LastingConfig(0.05, true);

    public LastingConfig {
        Checks.between("stop.lasting_share", lastingShare, 0, 1);
    }
}
