package io.github.descentry.events.wire;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;

/**
 * JSON of what jobs report. Anything may come in here: whatever is no event is rejected with a
 * reason, never by another exception.
 *
 * <p>Reading a checkpoint takes about twice what the JSON library needs for its tokens alone, some
 * 0.8 µs on an idle core. Immutable; safe for all threads if the observer of unknown fields is.
 */
public final class RunEventJson {

    /** Longest record taken if nothing else is said, in bytes: a checkpoint of 10,000 metrics. */
    public static final int DEFAULT_LIMIT = 512 * 1024;

    private static final RecordForm<RunEnded> RUN_ENDED = new RunEndedForm(null);
    private static final RecordForm<Checkpoint> CHECKPOINT = new CheckpointForm(null);
    private static final RecordForm<RunStarted> RUN_STARTED = new RunStartedForm(null);
    private static final String TYPES =
            String.join(", ", RunStarted.TYPE, Checkpoint.TYPE, RunEnded.TYPE);

    private final int limit;
    private final Consumer<String> unknownFields;

    /**
     * A reader.
     *
     * @param limit longest record that is looked at, in bytes
     * @param unknownFields told the name of each field that nobody knows and that was left out;
     *     names come from outside and have no bound
     */
    public RunEventJson(int limit, Consumer<String> unknownFields) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit=" + limit + " is below 1");
        }
        this.limit = limit;
        this.unknownFields = unknownFields;
    }

    /** A reader with the default limit that does not mind unknown fields. */
    public RunEventJson() {
        this(DEFAULT_LIMIT, field -> {});
    }

    /**
     * The event that these bytes are.
     *
     * @param value bytes as received; null is rejected like any other record that is none
     * @param fallbackTime time of an event that says none itself, i.e. that of the Kafka record;
     *     null: such an event is rejected
     * @throws RejectedRecord if they are none
     */
    public RunEvent read(byte[] value, Instant fallbackTime) {
        if (value != null && value.length > limit) {
            throw new RejectedRecord(
                    Reason.OVERSIZED, "size=" + value.length + " bytes is above " + limit);
        }
        return RecordJson.read(value, type -> form(type, fallbackTime), unknownFields);
    }

    public static byte[] write(RunEvent event) {
        if (event instanceof Checkpoint checkpoint) {
            return RecordJson.write(CHECKPOINT, checkpoint);
        }
        return event instanceof RunStarted started
                ? RecordJson.write(RUN_STARTED, started)
                : RecordJson.write(RUN_ENDED, (RunEnded) event);
    }

    /** For producers and tools; as it knows no record's time, events must say theirs. */
    public Serde<RunEvent> serde() {
        return new JsonSerde<>(RunEventJson::write, value -> read(value, null));
    }

    private static RecordForm<? extends RunEvent> form(String type, Instant fallbackTime) {
        return switch (type) {
            case Checkpoint.TYPE -> new CheckpointForm(fallbackTime);
            case RunStarted.TYPE -> new RunStartedForm(fallbackTime);
            case RunEnded.TYPE -> new RunEndedForm(fallbackTime);
            default -> throw RecordJson.unknownType(type, "one of " + TYPES);
        };
    }
}
