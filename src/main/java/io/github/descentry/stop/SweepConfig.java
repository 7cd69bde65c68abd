package io.github.descentry.stop;

import java.util.Objects;

/**
 * Settings of the rules on rungs.
 *
 * @param unpromising settings of {@link UnpromisingRule}
 * @param median settings of {@link PercentileRule#median}
 * @param percentile settings of {@link PercentileRule#percentile}
 * @param halving settings of {@link HalvingRule}
 */
public record SweepConfig(
        UnpromisingConfig unpromising,
        PercentileConfig median,
        PercentileConfig percentile,
        HalvingConfig halving) {

    public static final SweepConfig DEFAULT =
            new SweepConfig(
                    UnpromisingConfig.DEFAULT,
                    PercentileConfig.MEDIAN,
                    PercentileConfig.QUARTER,
                    HalvingConfig.DEFAULT);

    public SweepConfig {
        Objects.requireNonNull(unpromising, "stop.unpromising");
        Objects.requireNonNull(median, "stop.median");
        Objects.requireNonNull(percentile, "stop.percentile");
        Objects.requireNonNull(halving, "stop.halving");
    }

    public SweepConfig with(UnpromisingConfig newUnpromising) {
        return new SweepConfig(newUnpromising, median, percentile, halving);
    }
}
