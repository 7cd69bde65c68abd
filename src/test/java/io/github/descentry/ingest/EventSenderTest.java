package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.RunEnded;
import io.github.descentry.events.wire.RunEventJson;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventSenderTest {

    private static final RunEnded ENDED =
            new RunEnded("a", OptionalInt.empty(), Instant.EPOCH, RunEnded.Status.FAILED);

    @Test
    void anEventIsKeyedByItsRun() {
        MockProducer<String, byte[]> producer = producer(true);

        new EventSender(producer, "events").send(ENDED);

        assertEquals("events", producer.history().get(0).topic());
        assertEquals("a", producer.history().get(0).key());
        assertArrayEquals(RunEventJson.write(ENDED), producer.history().get(0).value());
    }

    @Test
    void theFirstFailureComesUpAtTheNextSend() {
        MockProducer<String, byte[]> producer = producer(false);
        EventSender sender = new EventSender(producer, "events");
        RecordTooLargeException failure = new RecordTooLargeException("too large");

        sender.send(ENDED);
        producer.errorNext(failure);

        assertSame(failure, assertThrows(RecordTooLargeException.class, () -> sender.send(ENDED)));
    }

    /** Or the progress of a replay would be that of filling the sender's memory. */
    @Test
    void whatIsOnItsWayHasNotArrived() {
        MockProducer<String, byte[]> producer = producer(false);
        EventSender sender = new EventSender(producer, "events");

        sender.send(ENDED);
        sender.send(ENDED);
        producer.completeNext();
        assertEquals(1, sender.acknowledged());
        assertTrue(sender.pending());

        producer.errorNext(new RecordTooLargeException("too large"));
        assertEquals(1, sender.acknowledged());
        assertFalse(sender.pending());
    }

    private static MockProducer<String, byte[]> producer(boolean completes) {
        return new MockProducer<>(
                completes,
                new RoundRobinPartitioner(),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
