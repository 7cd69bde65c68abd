package io.github.descentry.detect;

import java.time.Duration;

/**
 * Settings of {@link Slow}.
 *
 * @param factor how many times the usual time a step has to take
 * @param spreads and by how many times the usual spread of the run's pace, in logarithms
 * @param lap shortest time over which the pace is measured
 * @param warmupLaps measurements before it judges
 * @param laps slow measurements in a row that it takes
 * @param duration and least time they span
 * @param resolveAfter measurements back at the usual pace in a row that end it
 */
public record SlowConfig(
        double factor,
        double spreads,
        Duration lap,
        int warmupLaps,
        int laps,
        Duration duration,
        int resolveAfter) {

    public static final SlowConfig DEFAULT =
            new SlowConfig(1.5, 6, Duration.ofSeconds(10), 20, 8, Duration.ofMinutes(10), 3);

    public SlowConfig {
        Checks.between("detect.slow.factor", factor, 1.05, 1000);
        Checks.atLeast("detect.slow.spreads", spreads, 0);
        Checks.atLeast("detect.slow.warmup_laps", warmupLaps, 5);
        Checks.atLeast("detect.slow.laps", laps, 1);
        Checks.atLeast("detect.slow.resolve_after", resolveAfter, 1);
        notNegative("detect.slow.lap", lap);
        notNegative("detect.slow.duration", duration);
    }

    private static void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(key + "=" + value + " is negative");
        }
    }

    /** The same, but for what users set. */
    public SlowConfig with(double newFactor, Duration newDuration) {
        return new SlowConfig(newFactor, spreads, lap, warmupLaps, laps, newDuration, resolveAfter);
    }
}
