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
        refuses(
                "detect.stalled.factor=1.0",
                () -> new StalledConfig(2, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO, 4));
        refuses(
                "detect.stalled.floor=PT1S",
                () ->
                        new StalledConfig(
                                2,
                                Duration.ofSeconds(2),
                                5,
                                Duration.ofSeconds(1),
                                Duration.ofHours(1),
                                4));
    }
}
