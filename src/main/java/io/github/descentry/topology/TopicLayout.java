package io.github.descentry.topology;

import java.time.Duration;

/**
 * How topics are created where they do not exist yet. Existing ones are left as they are.
 *
 * @param partitions of each topic: the most processes and threads that can share the work
 * @param replicationFactor copies of each; −1: the cluster's default
 * @param retention how long events, anomalies, signals and dead letters are kept
 */
public record TopicLayout(int partitions, int replicationFactor, Duration retention) {

    public static final TopicLayout DEFAULTS = new TopicLayout(4, -1, Duration.ofDays(7));

    public TopicLayout {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions=" + partitions + " is below 1");
        }
        if (replicationFactor == 0 || replicationFactor < -1) {
            throw new IllegalArgumentException(
                    "replication_factor="
                            + replicationFactor
                            + " is neither above 0 nor -1 for the cluster's default");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention=" + retention + " is not above 0");
        }
    }
}
