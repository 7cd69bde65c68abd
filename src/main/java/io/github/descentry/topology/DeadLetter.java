package io.github.descentry.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that is set aside: its key and value as received, its headers, and headers of ours that
 * say why and where it came from.
 */
final class DeadLetter {

    /** Why, in one word; the reasons of the wire format and the three below. */
    static final String REASON = "descentry.reason";

    /** The message of the refusal, one line. */
    static final String ERROR = "descentry.error";

    static final String TOPIC = "descentry.topic";
    static final String PARTITION = "descentry.partition";
    static final String OFFSET = "descentry.offset";

    /** Length of the value before it was cut, in bytes; only where it was. */
    static final String ORIGINAL_BYTES = "descentry.original_bytes";

    /** The monitor's own step failed on the record: a fault of the program. */
    static final String PROCESSING_FAILED = "processing_failed";

    /** A record of an internal topic is not of this version of the monitor. */
    static final String UNREADABLE = "unreadable";

    /** The key is not the run and re-keying is off. */
    static final String WRONG_KEY = "wrong_key";

    /**
     * Longest value passed on. A broker takes records up to 1 MB by default, headers included: a
     * dead letter that it refuses would stop the whole topology.
     */
    private static final int LONGEST = 900_000;

    private DeadLetter() {}

    static Record<byte[], byte[]> of(
            ProcessingContext context,
            Record<?, ?> record,
            byte[] key,
            byte[] value,
            String reason,
            String error) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, REASON, reason);
        put(headers, ERROR, error == null ? "" : error);
        context.recordMetadata()
                .ifPresent(
                        from -> {
                            put(headers, TOPIC, from.topic());
                            put(headers, PARTITION, Integer.toString(from.partition()));
                            put(headers, OFFSET, Long.toString(from.offset()));
                        });
        byte[] kept = value;
        if (value != null && value.length > LONGEST) {
            kept = Arrays.copyOf(value, LONGEST);
            put(headers, ORIGINAL_BYTES, Integer.toString(value.length));
        }
        return new Record<>(key, kept, record.timestamp(), headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
