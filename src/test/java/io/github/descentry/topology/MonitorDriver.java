package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker: events in, records out, a clock turned by hand. */
final class MonitorDriver implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Its own: the usual one is shared by all builds of a machine, who break each other's files.
     */
    private final Path folder;

    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<String, byte[]> policies;

    MonitorDriver() {
        this(TopologyConfig.DEFAULTS, MonitorMetrics.NOOP);
    }

    MonitorDriver(TopologyConfig config, MonitorMetrics metrics) {
        this(config, metrics, START);
    }

    /**
     * @param wall what the wall clock says at first
     */
    MonitorDriver(TopologyConfig config, MonitorMetrics metrics, Instant wall) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        try {
            folder = Files.createTempDirectory("descentry-topology");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        topics = Topics.withPrefix(config.prefix());
        driver =
                new TopologyTestDriver(
                        new MonitorTopology(config, MonitorConfig.defaults(), metrics).build(),
                        properties,
                        wall);
        events =
                driver.createInputTopic(
                        topics.runEvents().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        policies =
                driver.createInputTopic(
                        topics.policies().name(),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /** Puts policies in force, whatever they are. */
    void policies(String json) {
        policies.pipeInput(Topics.POLICIES_KEY, json.getBytes(StandardCharsets.UTF_8));
    }

    static RunStarted started(String run, String group, long totalSteps) {
        return new RunStarted(
                run,
                Optional.empty(),
                Optional.ofNullable(group),
                OptionalInt.empty(),
                START,
                Plan.ofSteps(totalSteps),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    static Checkpoint checkpoint(String run, long step, double loss) {
        return new Checkpoint(
                run,
                OptionalInt.empty(),
                step,
                START.plusSeconds(step),
                OptionalDouble.empty(),
                Map.of("loss", loss));
    }

    static RunEnded ended(String run) {
        return new RunEnded(
                run, OptionalInt.empty(), START.plusSeconds(10_000), RunEnded.Status.COMPLETED);
    }

    /** A loss that falls as losses do, with a ripple. */
    static double loss(long step) {
        return 2 + 3 / Math.sqrt(1 + step) + 0.01 * Math.sin(step);
    }

    /** The event arrives at its own time, under its run as key. */
    void send(RunEvent event) {
        send(event, Duration.ZERO);
    }

    /** The event arrives later than it happened, as in a replay. */
    void send(RunEvent event, Duration delay) {
        send(
                event.run().getBytes(StandardCharsets.UTF_8),
                RunEventJson.write(event),
                event.time().plus(delay));
    }

    void send(byte[] key, byte[] value, Instant time) {
        events.pipeInput(new TestRecord<>(key, value, new RecordHeaders(), time));
    }

    /** Something is on another topic than that of the events, e.g. {@code group-news}. */
    void sendTo(String topic, String key, byte[] value) {
        driver.createInputTopic(
                        topics.runEvents().name().replace("run-events", topic),
                        new StringSerializer(),
                        new ByteArraySerializer())
                .pipeInput(key, value, START);
    }

    /**
     * Moves the wall clock on, in steps in which the topology can look for silence: of a second, or
     * of half a minute through the longer waits.
     */
    void wait(Duration duration) {
        Duration step = Duration.ofSeconds(duration.compareTo(Duration.ofMinutes(15)) > 0 ? 30 : 1);
        for (Duration left = duration; left.compareTo(step) >= 0; left = left.minus(step)) {
            driver.advanceWallClockTime(step);
        }
    }

    List<TestRecord<String, Forecast>> forecasts() {
        return read(topics.forecasts());
    }

    List<TestRecord<String, Anomaly>> anomalies() {
        return read(topics.anomalies());
    }

    List<TestRecord<String, StopSignal>> stopSignals() {
        return read(topics.stopSignals());
    }

    List<TestRecord<String, Leaderboard>> leaderboards() {
        return read(topics.groupLaws());
    }

    List<TestRecord<String, UnfittedRun>> unfittedRuns() {
        return read(topics.unfittedRuns());
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return read(topics.deadLetters());
    }

    KeyValueStore<String, byte[]> runMemory() {
        return driver.getKeyValueStore(MonitorTopology.RUN_MEMORY);
    }

    KeyValueStore<String, byte[]> groupMemory() {
        return driver.getKeyValueStore(MonitorTopology.GROUP_MEMORY);
    }

    /** How many records a store holds. */
    long stored(String store) {
        long records = 0;
        try (var all = driver.<String, byte[]>getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                records++;
            }
        }
        return records;
    }

    private <K, V> List<TestRecord<K, V>> read(Topic<K, V> topic) {
        return driver.createOutputTopic(
                        topic.name(), topic.key().deserializer(), topic.value().deserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
