package io.github.descentry.monitor;

import io.github.descentry.detect.DetectConfig;
import io.github.descentry.stop.StopConfig;
import java.util.Objects;

/**
 * Settings of the monitor.
 *
 * @param roles which metric is what
 * @param maxCurvesPerRun curves fitted per run; further metrics are counted and passed over
 * @param maxRunsPerGroup runs remembered per group; when full, the worst that has ended makes room
 * @param detect settings of the detectors
 * @param stop settings of the rules
 */
public record MonitorConfig(
        MetricRoles roles,
        int maxCurvesPerRun,
        int maxRunsPerGroup,
        DetectConfig detect,
        StopConfig stop) {

    public MonitorConfig {
        Objects.requireNonNull(roles, "metrics.roles");
        Objects.requireNonNull(detect, "detect");
        Objects.requireNonNull(stop, "stop");
        if (maxCurvesPerRun < 1 || maxCurvesPerRun > 100) {
            throw new IllegalArgumentException(
                    "monitor.max_curves_per_run=" + maxCurvesPerRun + " is not between 1 and 100");
        }
        if (maxRunsPerGroup < 2 || maxRunsPerGroup > 10_000) {
            throw new IllegalArgumentException(
                    "monitor.max_runs_per_group="
                            + maxRunsPerGroup
                            + " is not between 2 and 10000");
        }
    }

    public static MonitorConfig defaults() {
        return new MonitorConfig(
                MetricRoles.defaults(), 8, 256, DetectConfig.DEFAULT, StopConfig.DEFAULT);
    }

    public MonitorConfig with(DetectConfig newDetect) {
        return new MonitorConfig(roles, maxCurvesPerRun, maxRunsPerGroup, newDetect, stop);
    }

    public MonitorConfig with(StopConfig newStop) {
        return new MonitorConfig(roles, maxCurvesPerRun, maxRunsPerGroup, detect, newStop);
    }

    public MonitorConfig with(MetricRoles newRoles) {
        return new MonitorConfig(newRoles, maxCurvesPerRun, maxRunsPerGroup, detect, stop);
    }
}
