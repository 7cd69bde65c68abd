package io.github.descentry.feed;

import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.views.RunBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link RunBoard}, and a listener, up to date from all partitions of the output topics,
 * from their beginning. Sees only what is committed, keeps no offsets, belongs to no group: any
 * number of processes may have one. A thread of its own; a broker that is away is waited for.
 */
public final class BoardFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoardFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long CLOSE_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new HashMap<>();
    private final AtomicLong unreadable = new AtomicLong();
    private final InstantSource clock;
    private final Thread thread;
    private final ForecastListener listener;
    private Optional<Map<String, Object>> policies = Optional.empty();
    private volatile boolean closed;
    private volatile boolean caughtUp;

    /**
     * @param clientProperties as any Kafka client needs them, {@code bootstrap.servers} included
     */
    public BoardFeed(
            RunBoard board,
            ForecastListener listener,
            Topics topics,
            Map<String, Object> clientProperties,
            InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
        add(
                topics.forecasts(),
                (forecast, published) -> {
                    board.accept(forecast);
                    listener.published(forecast, published);
                },
                key -> {
                    ForecastKey forecast = ForecastKey.parse(key);
                    board.forget(forecast.run(), forecast.metric());
                    listener.forgotten(forecast.run(), forecast.metric());
                });
        add(
                topics.unfittedRuns(),
                (unfitted, published) -> board.accept(unfitted),
                board::forgetUnfitted);
        add(
                topics.anomalies(),
                (anomaly, published) -> {
                    board.accept(anomaly);
                    listener.turned(anomaly);
                },
                key -> {});
        add(topics.stopSignals(), (signal, published) -> board.accept(signal), key -> {});
        add(
                topics.groupLaws(),
                (leaderboard, published) -> board.accept(leaderboard),
                board::forgetGroup);
        readers.put(topics.policies().name(), record -> policies(topics.policies(), record));
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "descentry-feed");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = new Thread(this::run, "descentry-feed");
        thread.setDaemon(true);
    }

    public BoardFeed start() {
        thread.start();
        return this;
    }

    /** Records of the output topics that could not be read, as a newer version may write. */
    public long unreadable() {
        return unreadable.get();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            Map<TopicPartition, Long> backlog = assign();
            while (!closed) {
                try {
                    consumer.poll(POLL).forEach(this::show);
                    if (!caughtUp) {
                        backlog.entrySet()
                                .removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                        caughtUp = backlog.isEmpty();
                        if (caughtUp) {
                            tellFirstPolicies();
                        }
                    }
                } catch (WakeupException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.warn("reading what was published failed, trying again: {}", e.toString());
                    pause();
                }
            }
        } catch (WakeupException e) {
            // Asked to end.
        }
    }

    /** Takes all partitions; waits for topics that are not there yet. */
    private Map<TopicPartition, Long> assign() {
        while (!closed) {
            try {
                List<TopicPartition> partitions = new ArrayList<>();
                Set<String> present = new HashSet<>();
                for (String topic : readers.keySet()) {
                    consumer.partitionsFor(topic)
                            .forEach(
                                    info -> {
                                        present.add(topic);
                                        partitions.add(new TopicPartition(topic, info.partition()));
                                    });
                }
                if (present.containsAll(readers.keySet())) {
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                    return new HashMap<>(consumer.endOffsets(partitions));
                }
            } catch (WakeupException e) {
                throw e;
            } catch (KafkaException e) {
                LOG.warn("the output topics cannot be read yet: {}", e.toString());
            }
            pause();
        }
        return Map.of();
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        try {
            readers.get(record.topic()).accept(record);
        } catch (RuntimeException e) {
            if (unreadable.incrementAndGet() == 1) {
                LOG.warn(
                        "record topic={} partition={} offset={} cannot be shown: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.toString());
            }
        }
    }

    private <V> void add(
            Topic<String, V> topic, BiConsumer<V, Instant> accept, Consumer<String> forget) {
        readers.put(
                topic.name(),
                record -> {
                    String name = topic.name();
                    V value = topic.value().deserializer().deserialize(name, record.value());
                    if (value == null) {
                        forget.accept(topic.key().deserializer().deserialize(name, record.key()));
                    } else {
                        accept.accept(value, published(record));
                    }
                });
    }

    /** Only the latest of those found at the start were ever in force in this process. */
    private void policies(
            Topic<String, Map<String, Object>> topic, ConsumerRecord<byte[], byte[]> record) {
        String key = topic.key().deserializer().deserialize(topic.name(), record.key());
        if (!Topics.POLICIES_KEY.equals(key)) {
            return;
        }
        try {
            policies =
                    Optional.ofNullable(
                            topic.value().deserializer().deserialize(topic.name(), record.value()));
            if (caughtUp) {
                listener.policies(policies);
            }
        } catch (RejectedRecord | IllegalArgumentException e) {
            LOG.warn(
                    "policies of topic={} partition={} offset={} cannot be read and change"
                            + " nothing: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void tellFirstPolicies() {
        try {
            listener.policies(policies);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the policies that were published cannot be read, those of the configuration"
                            + " hold: {}",
                    e.getMessage());
            listener.policies(Optional.empty());
        }
    }

    /** The time of a record may be that of a replayed event: what comes now was published now. */
    private Instant published(ConsumerRecord<byte[], byte[]> record) {
        return caughtUp ? clock.instant() : Instant.ofEpochMilli(record.timestamp());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
