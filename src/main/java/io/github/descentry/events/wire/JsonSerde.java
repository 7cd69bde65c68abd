package io.github.descentry.events.wire;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Kafka's view of a format. A record without a value (a tombstone of a compacted topic) is null on
 * both sides.
 */
record JsonSerde<T>(Function<T, byte[]> write, Function<byte[], T> read) implements Serde<T> {

    @Override
    public Serializer<T> serializer() {
        return (topic, record) -> record == null ? null : write.apply(record);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, value) -> value == null ? null : read.apply(value);
    }
}
