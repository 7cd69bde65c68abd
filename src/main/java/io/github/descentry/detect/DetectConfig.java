package io.github.descentry.detect;

import java.util.Objects;

/** Settings of all detectors. */
public record DetectConfig(
        FalseAlarms falseAlarms,
        NonFiniteConfig nonFinite,
        SpikeConfig spike,
        DivergenceConfig divergence,
        StalledConfig stalled) {

    public static final DetectConfig DEFAULT =
            new DetectConfig(
                    FalseAlarms.DEFAULT,
                    NonFiniteConfig.DEFAULT,
                    SpikeConfig.DEFAULT,
                    DivergenceConfig.DEFAULT,
                    StalledConfig.DEFAULT);

    public DetectConfig {
        Objects.requireNonNull(falseAlarms, "detect.false_alarms_per_million");
        Objects.requireNonNull(nonFinite, "detect.non_finite");
        Objects.requireNonNull(spike, "detect.spike");
        Objects.requireNonNull(divergence, "detect.divergence");
        Objects.requireNonNull(stalled, "detect.stalled");
    }

    public DetectConfig with(FalseAlarms newFalseAlarms) {
        return new DetectConfig(newFalseAlarms, nonFinite, spike, divergence, stalled);
    }

    public DetectConfig with(StalledConfig newStalled) {
        return new DetectConfig(falseAlarms, nonFinite, spike, divergence, newStalled);
    }
}
