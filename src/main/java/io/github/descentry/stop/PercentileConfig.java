package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link PercentileRule}.
 *
 * @param kept share of the siblings that goes on: 0.5 is the median
 * @param minimumShare share of the planned steps before it judges
 * @param minimumSiblings so many siblings must have got as far
 */
public record PercentileConfig(double kept, double minimumShare, int minimumSiblings) {

    public static final PercentileConfig MEDIAN = new PercentileConfig(0.5, 0.25, 3);
    public static final PercentileConfig QUARTER = new PercentileConfig(0.25, 0.25, 3);

    public PercentileConfig {
        Checks.between("stop.percentile.kept", kept, 0, 1);
        Checks.between("stop.percentile.minimum_share", minimumShare, 0, 1);
        Checks.atLeast("stop.percentile.minimum_siblings", minimumSiblings, 1);
    }
}
