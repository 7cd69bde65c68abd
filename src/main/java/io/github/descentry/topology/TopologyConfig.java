package io.github.descentry.topology;

import java.time.Duration;

/**
 * How the topology treats its records and its state.
 *
 * @param prefix of the names of all topics, e.g. {@code descentry.}
 * @param guarantee what a crash may do
 * @param maxEventBytes longest event that is looked at, in bytes; longer ones are dead letters
 * @param rekey whether an event under another key than its run is sent on under the right one;
 *     otherwise it is a dead letter
 * @param silenceInterval how often silence is looked for, on the wall clock
 * @param catchUp how old the records may be that are being read without the process counting as
 *     behind; while it is behind, nobody is called silent
 * @param retention how long after its last event a run is remembered
 */
public record TopologyConfig(
        String prefix,
        Guarantee guarantee,
        int maxEventBytes,
        boolean rekey,
        Duration silenceInterval,
        Duration catchUp,
        Duration retention) {

    public static final TopologyConfig DEFAULTS =
            new TopologyConfig(
                    "descentry.",
                    Guarantee.EXACTLY_ONCE,
                    512 * 1024,
                    true,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofDays(30));

    public TopologyConfig {
        if (maxEventBytes < 1) {
            throw new IllegalArgumentException("events.max_bytes=" + maxEventBytes + " is below 1");
        }
        positive("silence.interval", silenceInterval);
        positive("silence.catch_up", catchUp);
        positive("monitor.retention", retention);
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(field + "=" + value + " is not above 0");
        }
    }

    /** What a crash may do to what is published. */
    public enum Guarantee {
        /** Each event counts once, and what it led to is published once. */
        EXACTLY_ONCE,
        /**
         * Each event counts once, but what it led to may be published again, under the same ids.
         * Sooner to be seen, as no commit is waited for.
         */
        AT_LEAST_ONCE
    }
}
