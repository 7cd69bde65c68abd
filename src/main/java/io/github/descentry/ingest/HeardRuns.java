package io.github.descentry.ingest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.RunEventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The runs whose events a topic holds, from a time on to its end as it is when the reading begins.
 * All of them are in memory at once, as the events of all come mixed: some {@value #BYTES_OF_EVENT}
 * bytes each and {@value #BYTES_OF_VALUE} for each value of a metric; what would take more than is
 * allowed is refused.
 *
 * @param runs the runs with values, by name
 * @param events how many events were read
 * @param unreadable records that are no events and were left out, as the monitor sets them aside
 */
public record HeardRuns(List<CorpusRun> runs, long events, long unreadable) {

    private static final int BYTES_OF_EVENT = 300;
    private static final int BYTES_OF_VALUE = 100;
    private static final Duration POLL = Duration.ofMillis(500);

    public HeardRuns {
        runs = List.copyOf(runs);
    }

    /**
     * Reads them.
     *
     * @param client as any Kafka client needs it, {@code bootstrap.servers} included
     * @param from time of the first records, by the topic's clock
     * @param most bytes that may be taken
     * @throws UnreadableRecording if it would be more
     */
    public static HeardRuns read(
            Map<String, Object> client, String topic, Instant from, long most) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Gathering gathering = new Gathering(topic, from, most);
            Map<TopicPartition, Long> ends = seek(consumer, topic, from);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition =
                            new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.get(partition)) {
                        gathering.add(record);
                    }
                }
            }
            return gathering.done();
        }
    }

    /** Goes to the first records to be read; the ends of those partitions that have any. */
    private static Map<TopicPartition, Long> seek(
            KafkaConsumer<byte[], byte[]> consumer, String topic, Instant from) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(each -> times.put(each, Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            if (starts.get(partition) == null) {
                ends.remove(partition);
            }
        }
        consumer.assign(ends.keySet());
        ends.keySet().forEach(each -> consumer.seek(each, starts.get(each).offset()));
        return ends;
    }

    private static final class Gathering {

        private final RunEventJson json = new RunEventJson();
        private final Map<String, HeardRunBuilder> byRun = new LinkedHashMap<>();
        private final String topic;
        private final Instant from;
        private final long most;
        private long bytes;
        private long events;
        private long unreadable;

        private Gathering(String topic, Instant from, long most) {
            this.topic = topic;
            this.from = from;
            this.most = most;
        }

        private void add(ConsumerRecord<byte[], byte[]> record) {
            RunEvent event;
            try {
                event = json.read(record.value(), Instant.ofEpochMilli(record.timestamp()));
            } catch (RejectedRecord rejected) {
                unreadable++;
                return;
            }
            events++;
            bytes += BYTES_OF_EVENT;
            if (event instanceof Checkpoint checkpoint) {
                bytes += (long) BYTES_OF_VALUE * checkpoint.metrics().size();
            }
            if (bytes > most) {
                throw new UnreadableRecording(
                        "topic="
                                + topic
                                + " holds more since "
                                + from
                                + " than fits: "
                                + events
                                + " events take half of the heap of "
                                + (2 * most >> 20)
                                + " MB; say a later --from, or give more by DESCENTRY_JAVA_OPTS=-Xmx");
            }
            byRun.computeIfAbsent(event.run(), HeardRunBuilder::new).add(event);
        }

        private HeardRuns done() {
            List<CorpusRun> runs = new ArrayList<>();
            byRun.values().stream()
                    .map(HeardRunBuilder::build)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(CorpusRun::run))
                    .forEach(runs::add);
            return new HeardRuns(runs, events, unreadable);
        }
    }
}
