package io.github.descentry.detect;

import java.util.Objects;

/** Settings of all detectors. */
public record DetectConfig(
        NonFiniteConfig nonFinite,
        SpikeConfig spike,
        DivergenceConfig divergence,
        StalledConfig stalled) {

    public static final DetectConfig DEFAULT =
            new DetectConfig(
                    NonFiniteConfig.DEFAULT,
                    SpikeConfig.DEFAULT,
                    DivergenceConfig.DEFAULT,
                    StalledConfig.DEFAULT);

    public DetectConfig {
        Objects.requireNonNull(nonFinite, "detect.non_finite");
        Objects.requireNonNull(spike, "detect.spike");
        Objects.requireNonNull(divergence, "detect.divergence");
        Objects.requireNonNull(stalled, "detect.stalled");
    }

    public DetectConfig with(StalledConfig newStalled) {
        return new DetectConfig(nonFinite, spike, divergence, newStalled);
    }
}
