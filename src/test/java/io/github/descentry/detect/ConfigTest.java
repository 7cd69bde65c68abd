package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A refused setting is named with its key and value. */
class ConfigTest {

    private static void refuses(String message, Executable config) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, config);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    @Test
    void settingsAreChecked() {
        refuses("detect.non_finite.escalate_after=0", () -> new NonFiniteConfig(0, 3));
        refuses("detect.false_alarms_per_million=0.0", () -> new FalseAlarms(0));
        refuses(
                "detect.spike.warmup_share=2.0",
                () -> new SpikeConfig(20, 2, 0.05, 0.25, 1, 3, 2, 0.02, 10));
        refuses(
                "detect.divergence.factor=0.5",
                () -> new DivergenceConfig(20, 0, 0.03, 0.06, 0.5, 2.5, 1, 0.5, 0.03, 15));
        refuses("detect.plateau.gain_share=-0.1", () -> PlateauConfig.DEFAULT.with(-0.1));
        refuses("detect.overfit.harm_share=0.1", () -> OverfitConfig.DEFAULT.with(0.15, 0.1));
        refuses(
                "detect.repeated_data.floor_share=NaN",
                () -> RepeatedDataConfig.DEFAULT.with(Double.NaN));
        refuses(
                "detect.stalled.factor=1.0",
                () -> new StalledConfig(2, Duration.ZERO, 1, Duration.ZERO, 20, Duration.ZERO, 4));
        refuses(
                "detect.stalled.floor=PT1S",
                () ->
                        new StalledConfig(
                                2,
                                Duration.ofSeconds(2),
                                5,
                                Duration.ofSeconds(1),
                                20,
                                Duration.ofHours(1),
                                4));
        refuses("detect.slow.factor=1.0", () -> SlowConfig.DEFAULT.with(1, Duration.ofMinutes(1)));
        refuses(
                "detect.slow.duration=PT-1S",
                () -> SlowConfig.DEFAULT.with(2, Duration.ofSeconds(-1)));
        refuses(
                "detect.grad_explosion.single_factor=2.0",
                () -> GradExplosionConfig.DEFAULT.with(3, 2));
        refuses("detect.grad_explosion.factor=1.0", () -> GradExplosionConfig.DEFAULT.with(1, 8));
        refuses("detect.lr_off_plan.tolerance=0.0", () -> LrOffPlanConfig.DEFAULT.withTolerance(0));
    }
}
