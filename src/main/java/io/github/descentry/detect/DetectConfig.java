package io.github.descentry.detect;

import java.util.Objects;

/** Settings of all detectors. */
public record DetectConfig(
        NonFiniteConfig nonFinite,
        SpikeConfig spike,
        DivergenceConfig divergence,
        StalledConfig stalled,
        SlowConfig slow,
        GradExplosionConfig gradExplosion,
        LrOffPlanConfig lrOffPlan,
        UserRulesConfig userRules) {

    public static final DetectConfig DEFAULT =
            new DetectConfig(
                    NonFiniteConfig.DEFAULT,
                    SpikeConfig.DEFAULT,
                    DivergenceConfig.DEFAULT,
                    StalledConfig.DEFAULT,
                    SlowConfig.DEFAULT,
                    GradExplosionConfig.DEFAULT,
                    LrOffPlanConfig.DEFAULT,
                    UserRulesConfig.DEFAULT);

    public DetectConfig {
        Objects.requireNonNull(nonFinite, "detect.non_finite");
        Objects.requireNonNull(spike, "detect.spike");
        Objects.requireNonNull(divergence, "detect.divergence");
        Objects.requireNonNull(stalled, "detect.stalled");
        Objects.requireNonNull(slow, "detect.slow");
        Objects.requireNonNull(gradExplosion, "detect.grad_explosion");
        Objects.requireNonNull(lrOffPlan, "detect.lr_off_plan");
        Objects.requireNonNull(userRules, "detect.rules");
    }

    public DetectConfig with(StalledConfig newStalled) {
        return new DetectConfig(
                nonFinite,
                spike,
                divergence,
                newStalled,
                slow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(SlowConfig newSlow) {
        return new DetectConfig(
                nonFinite,
                spike,
                divergence,
                stalled,
                newSlow,
                gradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(GradExplosionConfig newGradExplosion) {
        return new DetectConfig(
                nonFinite,
                spike,
                divergence,
                stalled,
                slow,
                newGradExplosion,
                lrOffPlan,
                userRules);
    }

    public DetectConfig with(LrOffPlanConfig newLrOffPlan) {
        return new DetectConfig(
                nonFinite,
                spike,
                divergence,
                stalled,
                slow,
                gradExplosion,
                newLrOffPlan,
                userRules);
    }

    public DetectConfig with(UserRulesConfig newUserRules) {
        return new DetectConfig(
                nonFinite,
                spike,
                divergence,
                stalled,
                slow,
                gradExplosion,
                lrOffPlan,
                newUserRules);
    }
}
