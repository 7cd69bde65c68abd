package io.github.descentry.app;

import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topics of one name on a broker, with events to send and all that was published to read.
 * Events have the time of their own on their records, so that two installations see the very same.
 */
final class Installation {

    static final int RUNS = 8;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final EmbeddedKafka kafka;
    private final String name;
    private final Topics topics;

    Installation(EmbeddedKafka kafka, String name) throws Exception {
        this(kafka, name, "CreateTime");
    }

    /**
     * @param timestamps what the time of a record on the topic of events is
     */
    Installation(EmbeddedKafka kafka, String name, String timestamps) throws Exception {
        this.kafka = kafka;
        this.name = name;
        this.topics = Topics.withPrefix(name + ".");
        try (Admin admin = Admin.create(client())) {
            // Unlike the monitor would create them: events with the times that they have, and all
            // forecasts kept, as compaction may take away the first ones while the test runs.
            admin.createTopics(
                            List.of(
                                    new NewTopic(
                                                    topics.runEvents().name(),
                                                    Optional.of(2),
                                                    Optional.empty())
                                            .configs(
                                                    Map.of(
                                                            "retention.ms",
                                                            "-1",
                                                            "message.timestamp.type",
                                                            timestamps)),
                                    new NewTopic(
                                                    topics.forecasts().name(),
                                                    Optional.of(2),
                                                    Optional.empty())
                                            .configs(
                                                    Map.of(
                                                            "retention.ms",
                                                            "-1",
                                                            "cleanup.policy",
                                                            "delete",
                                                            "message.timestamp.type",
                                                            "LogAppendTime"))))
                    .all()
                    .get();
        }
    }

    Topics topics() {
        return topics;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Names of all runs, sorted. */
    List<String> runs() {
        return IntStream.range(0, RUNS).mapToObj(run -> "job/" + run).toList();
    }

    /** A configuration under which old events are no silence. */
    Path config(Path folder, String guarantee) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                String.join(
                        "\n",
                        "topics: {prefix: " + name + "., partitions: 2}",
                        "streams: {application_id: " + name + ", guarantee: " + guarantee + "}",
                        "silence.catch_up: 1d",
                        "kafka: {session.timeout.ms: 6000}",
                        ""));
    }

    /** Sends steps {@code from} to {@code to} of all runs, and their starts before the first. */
    void send(long from, long to) throws Exception {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (long step = from; step <= to; step++) {
            for (int run = 0; run < RUNS; run++) {
                if (step == 1) {
                    records.add(record(started(run)));
                }
                records.add(record(checkpoint(run, step)));
            }
        }
        send(records);
    }

    private void send(List<ProducerRecord<String, byte[]>> records) throws Exception {
        Map<String, Object> properties = client();
        properties.put("max.in.flight.requests.per.connection", 1);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        properties, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(producer.send(record));
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private ProducerRecord<String, byte[]> record(RunEvent event) {
        return new ProducerRecord<>(
                topics.runEvents().name(),
                null,
                event.time().toEpochMilli(),
                event.run(),
                RunEventJson.write(event));
    }

    /**
     * Sends steps of all runs as a client does that gives neither keys nor times, so that all that
     * is known of the time is when the broker received them.
     */
    void sendKeyless(long from, long to) throws Exception {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (long step = from; step <= to; step++) {
            for (int run = 0; run < RUNS; run++) {
                String json =
                        String.format(
                                Locale.ROOT,
                                "{\"type\":\"checkpoint\",\"run\":\"job/%d\",\"step\":%d,"
                                        + "\"metrics\":{\"loss\":%.6f}}",
                                run,
                                step,
                                2 + 3 / Math.sqrt(step));
                // One partition, as their order would be lost over several.
                records.add(
                        new ProducerRecord<>(
                                topics.runEvents().name(),
                                0,
                                null,
                                json.getBytes(StandardCharsets.UTF_8)));
            }
        }
        send(records);
    }

    /** When the broker received each event that came without a key, by run and step. */
    Map<String, Instant> received() {
        Map<String, Instant> received = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : readRaw(topics.runEvents().name())) {
            if (record.key() == null) {
                Instant time = Instant.ofEpochMilli(record.timestamp());
                Checkpoint event = (Checkpoint) new RunEventJson().read(record.value(), time);
                received.put(event.run() + " " + event.step(), time);
            }
        }
        return received;
    }

    /** The even ones compete with each other. */
    private static RunStarted started(int run) {
        return new RunStarted(
                "job/" + run,
                Optional.empty(),
                run % 2 == 0 ? Optional.of("sweep") : Optional.empty(),
                OptionalInt.of(1),
                START,
                Plan.ofSteps(100_000),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    /** Losses with a ripple; every third run spikes at times, every fourth turns NaN. */
    private static Checkpoint checkpoint(int run, long step) {
        double loss = 2 + 0.1 * run + 3 / Math.sqrt(step) + 0.01 * Math.sin(step * (run + 1));
        if (run % 3 == 2 && step % 97 < 2) {
            loss += 2;
        }
        if (run % 4 == 3 && step % 211 < 3) {
            loss = Double.NaN;
        }
        return new Checkpoint(
                "job/" + run,
                OptionalInt.of(1),
                step,
                START.plusSeconds(10 * step),
                OptionalDouble.empty(),
                Map.of("loss", loss));
    }

    /** Forecasts of each curve in order, without the standing: it depends on who was faster. */
    Map<String, List<Forecast>> forecasts() {
        Map<String, List<Forecast>> byKey = new TreeMap<>();
        read(topics.forecasts())
                .forEach(
                        record ->
                                byKey.computeIfAbsent(record.key(), key -> new ArrayList<>())
                                        .add(withoutStanding(record.value())));
        return byKey;
    }

    long forecastCount() {
        return forecasts().values().stream().mapToLong(List::size).sum();
    }

    List<Anomaly> anomalies() {
        return values(topics.anomalies());
    }

    /** Those of rules that look at one run only. */
    List<StopSignal> runSignals() {
        return values(topics.stopSignals()).stream()
                .filter(signal -> !signal.rule().equals("cannot_win"))
                .toList();
    }

    /** The last state of each run, as the changelog has it: offset, time and memory. */
    Map<String, List<Byte>> states() {
        Map<String, List<Byte>> states = new TreeMap<>();
        readRaw(name + "-run-memory-changelog")
                .forEach(
                        record -> {
                            List<Byte> bytes = new ArrayList<>();
                            for (byte each : record.value()) {
                                bytes.add(each);
                            }
                            states.put(new String(record.key()), bytes);
                        });
        return states;
    }

    private static Forecast withoutStanding(Forecast of) {
        return new Forecast(
                of.run(),
                of.project(),
                of.group(),
                of.metric(),
                of.goal(),
                of.objective(),
                of.attempt(),
                of.state(),
                of.worstAnomaly(),
                of.step(),
                of.time(),
                of.value(),
                of.smoothed(),
                of.zscore(),
                of.learningRate(),
                of.totalSteps(),
                of.schedule(),
                of.estimate(),
                Optional.empty());
    }

    private <V> List<V> values(Topic<String, V> topic) {
        Map<String, List<V>> byKey = new TreeMap<>();
        read(topic)
                .forEach(
                        record ->
                                byKey.computeIfAbsent(record.key(), key -> new ArrayList<>())
                                        .add(record.value()));
        List<V> all = new ArrayList<>();
        byKey.values().forEach(all::addAll);
        return all;
    }

    private record Read<V>(String key, V value) {}

    private <V> List<Read<V>> read(Topic<String, V> topic) {
        return readRaw(topic.name()).stream()
                .map(
                        record ->
                                new Read<>(
                                        new String(record.key()),
                                        topic.value()
                                                .deserializer()
                                                .deserialize(topic.name(), record.value())))
                .toList();
    }

    /** All that is committed; none if the topic does not exist yet. */
    List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
        Map<String, Object> properties = client();
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
