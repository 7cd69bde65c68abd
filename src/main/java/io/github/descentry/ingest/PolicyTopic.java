package io.github.descentry.ingest;

import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The policies in force, as Kafka holds them: one record, of which the latest counts. Every process
 * of an installation reads it, so a change is seen by all, and a process that starts later decides
 * as the others do. What is written here must have been checked before.
 */
public final class PolicyTopic {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<String, Map<String, Object>> topic;
    private final Map<String, Object> client;
    private final Duration patience;

    /**
     * @param client as any Kafka client needs it, {@code bootstrap.servers} included
     * @param patience longest wait for the cluster
     */
    public PolicyTopic(Topics topics, Map<String, Object> client, Duration patience) {
        this.topic = topics.policies();
        this.client = Map.copyOf(client);
        this.patience = patience;
    }

    /**
     * Puts policies in force; returns once Kafka has them.
     *
     * @throws KafkaException if it does not take them in time
     */
    public void publish(Map<String, Object> policies) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        // Closing waits for what is on its way, by default for two minutes.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis() / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        // More at a time can lose the first record of a topic just created (KAFKA-15591).
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (KafkaProducer<String, Map<String, Object>> producer =
                new KafkaProducer<>(
                        properties, topic.key().serializer(), topic.value().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), Topics.POLICIES_KEY, policies))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("policies were not taken: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException("policies were not taken within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing policies", e);
        }
    }

    /**
     * The policies that are in force: those that were published last, unless they have been deleted
     * since. What cannot be read changes nothing, here as in a running monitor.
     *
     * @param check throws an IllegalArgumentException at what cannot be in force
     * @param passedOver told where something is that cannot be read, and why
     * @throws KafkaException if they cannot be read in time
     */
    public Optional<Map<String, Object>> latest(
            Consumer<Map<String, Object>> check, Consumer<String> passedOver) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, topic.key().deserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name(), patience).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            Optional<Map<String, Object>> latest = Optional.empty();
            long polls = patience.dividedBy(POLL);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                if (polls-- == 0) {
                    throw new KafkaException("policies could not be read within " + patience);
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (!Topics.POLICIES_KEY.equals(record.key())) {
                        continue;
                    }
                    try {
                        latest = read(record, check);
                    } catch (RejectedRecord | IllegalArgumentException failure) {
                        passedOver.accept(
                                "topic="
                                        + record.topic()
                                        + " partition="
                                        + record.partition()
                                        + " offset="
                                        + record.offset()
                                        + ": "
                                        + failure.getMessage());
                    }
                }
            }
            return latest;
        }
    }

    private Optional<Map<String, Object>> read(
            ConsumerRecord<String, byte[]> record, Consumer<Map<String, Object>> check) {
        if (record.value() == null) {
            return Optional.empty();
        }
        Map<String, Object> tree =
                topic.value().deserializer().deserialize(record.topic(), record.value());
        check.accept(tree);
        return Optional.of(tree);
    }
}
