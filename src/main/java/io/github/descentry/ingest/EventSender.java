package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RunEventJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends run events to a topic, each keyed by its run, so that the events of a run stay in order:
 * acknowledged by all replicas, without duplicates. Not for several threads.
 */
public final class EventSender implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private long sent;

    /**
     * A sender.
     *
     * @param client Kafka's client settings, bootstrap servers included
     */
    public EventSender(Map<String, Object> client, String topic) {
        this(producer(client), topic);
    }

    EventSender(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    private static Producer<String, byte[]> producer(Map<String, Object> client) {
        Map<String, Object> settings = new java.util.HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more on their way, what is sent first to a topic that has just been created can be
        // refused for good while what follows is taken (KAFKA-15591, brokers before 4.5).
        settings.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Hands an event over; it is on its way when this returns.
     *
     * @throws RuntimeException the first failure of any event sent so far
     */
    public void send(RunEvent event) {
        throwFailure();
        producer.send(
                new ProducerRecord<>(topic, event.run(), RunEventJson.write(event)),
                (metadata, exception) -> {
                    if (exception == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, exception);
                    }
                    answered.incrementAndGet();
                });
        sent++;
    }

    /** Events that have arrived: many more may be on their way. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Whether some are on their way. */
    public boolean pending() {
        return answered.get() < sent;
    }

    /** Waits until everything sent is acknowledged. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw first instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(first);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
