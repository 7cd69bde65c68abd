package io.github.descentry.detect;

import java.util.Objects;

/** Settings of all detectors, and the rate of false alarms that their thresholds follow from. */
public record DetectConfig(
        FalseAlarms falseAlarms,
        NonFiniteConfig nonFinite,
        SpikeConfig spike,
        DivergenceConfig divergence,
        PlateauConfig plateau,
        OverfitConfig overfit,
        RepeatedDataConfig repeatedData,
        StalledConfig stalled,
        SlowConfig slow,
        GradExplosionConfig gradExplosion,
        LrOffPlanConfig lrOffPlan,
        UserRulesConfig userRules) {

    public static final DetectConfig DEFAULT =
            new DetectConfig(
                    FalseAlarms.DEFAULT,
                    NonFiniteConfig.DEFAULT,
                    SpikeConfig.DEFAULT,
                    DivergenceConfig.DEFAULT,
                    PlateauConfig.DEFAULT,
                    OverfitConfig.DEFAULT,
                    RepeatedDataConfig.DEFAULT,
                    StalledConfig.DEFAULT,
                    SlowConfig.DEFAULT,
                    GradExplosionConfig.DEFAULT,
                    LrOffPlanConfig.DEFAULT,
                    UserRulesConfig.DEFAULT);

    public DetectConfig {
        Objects.requireNonNull(falseAlarms, "detect.false_alarms_per_million");
        Objects.requireNonNull(nonFinite, "detect.non_finite");
        Objects.requireNonNull(spike, "detect.spike");
        Objects.requireNonNull(divergence, "detect.divergence");
        Objects.requireNonNull(plateau, "detect.plateau");
        Objects.requireNonNull(overfit, "detect.overfit");
        Objects.requireNonNull(repeatedData, "detect.repeated_data");
        Objects.requireNonNull(stalled, "detect.stalled");
        Objects.requireNonNull(slow, "detect.slow");
        Objects.requireNonNull(gradExplosion, "detect.grad_explosion");
        Objects.requireNonNull(lrOffPlan, "detect.lr_off_plan");
        Objects.requireNonNull(userRules, "detect.rules");
    }

    public DetectConfig with(FalseAlarms newFalseAlarms) {
        return replaced(newFalseAlarms);
    }

    public DetectConfig with(NonFiniteConfig newNonFinite) {
        return replaced(newNonFinite);
    }

    public DetectConfig with(SpikeConfig newSpike) {
        return replaced(newSpike);
    }

    public DetectConfig with(DivergenceConfig newDivergence) {
        return replaced(newDivergence);
    }

    public DetectConfig with(PlateauConfig newPlateau) {
        return replaced(newPlateau);
    }

    public DetectConfig with(OverfitConfig newOverfit) {
        return replaced(newOverfit);
    }

    public DetectConfig with(RepeatedDataConfig newRepeatedData) {
        return replaced(newRepeatedData);
    }

    public DetectConfig with(StalledConfig newStalled) {
        return replaced(newStalled);
    }

    public DetectConfig with(SlowConfig newSlow) {
        return replaced(newSlow);
    }

    public DetectConfig with(GradExplosionConfig newGradExplosion) {
        return replaced(newGradExplosion);
    }

    public DetectConfig with(LrOffPlanConfig newLrOffPlan) {
        return replaced(newLrOffPlan);
    }

    public DetectConfig with(UserRulesConfig newUserRules) {
        return replaced(newUserRules);
    }

    /** The same, with this part in the place of the one of its type. */
    private DetectConfig replaced(Record part) {
        return new DetectConfig(
                either(falseAlarms, part),
                either(nonFinite, part),
                either(spike, part),
                either(divergence, part),
                either(plateau, part),
                either(overfit, part),
                either(repeatedData, part),
                either(stalled, part),
                either(slow, part),
                either(gradExplosion, part),
                either(lrOffPlan, part),
                either(userRules, part));
    }

    @SuppressWarnings("unchecked") // Of the same class, as is compared.
    private static <T extends Record> T either(T own, Record other) {
        return own.getClass() == other.getClass() ? (T) other : own;
    }
}
