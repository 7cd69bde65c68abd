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
        return new DetectConfig(
                newFalseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(NonFiniteConfig newNonFinite) {
        return new DetectConfig(
                falseAlarms,
                newNonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(SpikeConfig newSpike) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                newSpike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(DivergenceConfig newDivergence) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                newDivergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(PlateauConfig newPlateau) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                newPlateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(OverfitConfig newOverfit) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                newOverfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(RepeatedDataConfig newRepeatedData) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                newRepeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(StalledConfig newStalled) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                newStalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(SlowConfig newSlow) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                newSlow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(GradExplosionConfig newGradExplosion) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                newGradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(LrOffPlanConfig newLrOffPlan) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                newLrOffPlan,
                userRules);
    }

    public DetectConfig with(UserRulesConfig newUserRules) {
        return new DetectConfig(
                falseAlarms,
                nonFinite,
                spike,
                divergence,
                plateau,
                overfit,
                repeatedData,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                newUserRules);
    }
}
