package io.github.descentry.metrics;

import java.time.Duration;

/**
 * Bounds on the series of runs, so that a scrape stays small whatever the number of runs.
 *
 * @param maxRuns runs with series at most, some 15 samples each; further runs have none until one
 *     leaves
 * @param grace how long the series of an ended run stay, so that a last scrape sees its end
 * @param idle how long the series of a run stay without news; it comes back with its next report
 */
public record SeriesConfig(int maxRuns, Duration grace, Duration idle) {

    public static final SeriesConfig DEFAULTS =
            new SeriesConfig(2_000, Duration.ofMinutes(10), Duration.ofHours(24));

    public SeriesConfig {
        if (maxRuns < 0) {
            throw new IllegalArgumentException("max_runs=" + maxRuns + " is negative");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace=" + grace + " is negative");
        }
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("idle=" + idle + " is not above 0");
        }
    }
}
