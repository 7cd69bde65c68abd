package io.github.descentry.detect;

import java.time.Duration;

/**
 * Settings of {@link Stalled}.
 *
 * @param lateFactor silence of this many times the learned gap makes a run late
 * @param lateFloor and at least this
 * @param factor silence of this many times the learned gap makes it stalled
 * @param floor and at least this
 * @param habitGaps gaps after which their longest is a habit
 * @param first silence below this is none as long as there is no habit, whatever the gaps so far
 * @param escalateFactor silence of this many times what made it stalled makes it critical
 */
public record StalledConfig(
        double lateFactor,
        Duration lateFloor,
        double factor,
        Duration floor,
        int habitGaps,
        Duration first,
        double escalateFactor) {

    public static final StalledConfig DEFAULT =
            new StalledConfig(
                    2.5,
                    Duration.ofSeconds(60),
                    5,
                    Duration.ofMinutes(5),
                    20,
                    Duration.ofHours(1),
                    4);

    public StalledConfig {
        Checks.atLeast("detect.stalled.late_factor", lateFactor, 1);
        Checks.atLeast("detect.stalled.factor", factor, lateFactor);
        Checks.atLeast("detect.stalled.habit_gaps", habitGaps, 1);
        Checks.atLeast("detect.stalled.escalate_factor", escalateFactor, 1);
        if (lateFloor.isNegative()) {
            throw new IllegalArgumentException(
                    "detect.stalled.late_floor=" + lateFloor + " is negative");
        }
        if (floor.compareTo(lateFloor) < 0) {
            throw new IllegalArgumentException(
                    "detect.stalled.floor="
                            + floor
                            + " is shorter than detect.stalled.late_floor="
                            + lateFloor);
        }
    }
}
