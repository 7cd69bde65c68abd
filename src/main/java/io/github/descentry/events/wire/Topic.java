package io.github.descentry.events.wire;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic and what is on it.
 *
 * @param name full name, prefix included, e.g. {@code descentry.run-events}
 * @param key how keys are written
 * @param value how values are written
 * @param cleanup what Kafka does with old records
 */
public record Topic<K, V>(String name, Serde<K> key, Serde<V> value, Cleanup cleanup) {

    public Topic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(cleanup, "cleanup");
    }

    /** Value of {@code cleanup.policy}. */
    public enum Cleanup {
        /** Dropped after a time. */
        DELETE,
        /** The latest of each key is kept. */
        COMPACT;

        /** As Kafka writes it. */
        public String policy() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
