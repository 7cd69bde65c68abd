package io.github.descentry.detect;

import java.util.Objects;

/** Settings of all detectors. */
public record DetectConfig(
        NonFiniteConfig nonFinite,
        SpikeConfig spike,
        DivergenceConfig divergence,
        PlateauConfig plateau,
        OverfitConfig overfit,
        RepeatedDataConfig repeatedData,
        StalledConfig stalled) {

    public static final DetectConfig DEFAULT =
            new DetectConfig(
                    NonFiniteConfig.DEFAULT,
                    SpikeConfig.DEFAULT,
                    DivergenceConfig.DEFAULT,
                    PlateauConfig.DEFAULT,
                    OverfitConfig.DEFAULT,
                    RepeatedDataConfig.DEFAULT,
                    StalledConfig.DEFAULT);

    public DetectConfig {
        Objects.requireNonNull(nonFinite, "detect.non_finite");
        Objects.requireNonNull(spike, "detect.spike");
        Objects.requireNonNull(divergence, "detect.divergence");
        Objects.requireNonNull(plateau, "detect.plateau");
        Objects.requireNonNull(overfit, "detect.overfit");
        Objects.requireNonNull(repeatedData, "detect.repeated_data");
        Objects.requireNonNull(stalled, "detect.stalled");
    }

    public DetectConfig with(StalledConfig newStalled) {
        return new DetectConfig(
                nonFinite, spike, divergence, plateau, overfit, repeatedData, newStalled);
    }

    public DetectConfig with(PlateauConfig newPlateau) {
        return new DetectConfig(
                nonFinite, spike, divergence, newPlateau, overfit, repeatedData, stalled);
    }

    public DetectConfig with(OverfitConfig newOverfit) {
        return new DetectConfig(
                nonFinite, spike, divergence, plateau, newOverfit, repeatedData, stalled);
    }

    public DetectConfig with(RepeatedDataConfig newRepeatedData) {
        return new DetectConfig(
                nonFinite, spike, divergence, plateau, overfit, newRepeatedData, stalled);
    }
}
