package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link HalvingRule}.
 *
 * @param eta one in so many goes on at each of its rungs, and the next is so many times as far
 * @param minimumShare share of the planned steps of the first of its rungs
 */
public record HalvingConfig(double eta, double minimumShare) {

    public static final HalvingConfig DEFAULT = new HalvingConfig(3, 0.11);

    public HalvingConfig {
        Checks.between("stop.halving.eta", eta, 1.1, 100);
        Checks.between("stop.halving.minimum_share", minimumShare, 0.01, 1);
    }
}
