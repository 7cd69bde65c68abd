package io.github.descentry.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that came under another key than its run and was sent on under the right one. It keeps
 * the time at which it was first received: the broker stamps it anew, and an event without a time
 * of its own would look younger than those that came after it, and a late one like a restart.
 */
final class Rekeyed {

    /** Header with that time, in milliseconds since 1970 as eight bytes. */
    static final String RECEIVED = "descentry-received";

    private Rekeyed() {}

    static <K, V> Record<K, V> mark(Record<K, V> record) {
        if (record.headers().lastHeader(RECEIVED) != null) {
            return record;
        }
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array();
        Record<K, V> marked = record.withHeaders(record.headers());
        marked.headers().add(RECEIVED, time);
        return marked;
    }

    /** When the record was first received. */
    static Instant received(Record<?, ?> record) {
        Header header = record.headers().lastHeader(RECEIVED);
        boolean marked = header != null && header.value().length == Long.BYTES;
        return Instant.ofEpochMilli(
                marked ? ByteBuffer.wrap(header.value()).getLong() : record.timestamp());
    }
}
