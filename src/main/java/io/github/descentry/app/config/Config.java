package io.github.descentry.app.config;

import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.SeriesConfig;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.topology.StreamsSettings;
import io.github.descentry.topology.TopicLayout;
import io.github.descentry.topology.TopologyConfig;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import io.github.descentry.views.BoardConfig;
import io.github.descentry.web.WebConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration file says, checked as a whole when it is made: each part of the program
 * gets its own record from here. Immutable.
 */
public final class Config {

    private static final String BOOTSTRAP = "bootstrap.servers";

    private final Values values;
    private final Map<String, String> kafka;

    /**
     * @param values what the file says
     * @param kafka passed to every Kafka client
     * @throws ConfigError if a value cannot be
     */
    Config(Values values, Map<String, String> kafka) {
        this.values = values;
        this.kafka = Map.copyOf(kafka);
        topics();
        topology();
        layout();
        streams("unused", 0);
        series();
        board();
        web();
        monitor();
        createTopics();
    }

    /** What holds without a file. */
    public static Config defaults() {
        return new Config(new Values("defaults", Map.of(), Lines.NONE), Map.of());
    }

    /** The same, but for one setting. */
    public Config with(Setting setting, String value) {
        return new Config(values.with(setting, value), kafka);
    }

    public TopologyConfig topology() {
        return values.checked(
                "",
                () ->
                        new TopologyConfig(
                                text(Setting.TOPICS_PREFIX),
                                guarantee(),
                                values.bytes(Setting.EVENTS_MAX_BYTES),
                                values.flag(Setting.EVENTS_REKEY),
                                values.duration(Setting.SILENCE_INTERVAL),
                                values.duration(Setting.SILENCE_CATCH_UP),
                                values.duration(Setting.MONITOR_RETENTION)));
    }

    public MonitorConfig monitor() {
        return new Judgement(values).monitor();
    }

    public Topics topics() {
        return values.checked("topics.", () -> Topics.withPrefix(text(Setting.TOPICS_PREFIX)));
    }

    public TopicLayout layout() {
        return values.checked(
                "topics.",
                () ->
                        new TopicLayout(
                                values.count(Setting.TOPICS_PARTITIONS),
                                values.count(Setting.TOPICS_REPLICATION_FACTOR),
                                values.duration(Setting.TOPICS_RETENTION)));
    }

    public boolean createTopics() {
        return values.flag(Setting.TOPICS_CREATE);
    }

    /**
     * @param bootstrapServers of the cluster
     * @param processors how many threads are sensible at most; 0: no bound
     */
    public StreamsSettings streams(String bootstrapServers, int processors) {
        return values.checked(
                "streams.",
                () ->
                        new StreamsSettings(
                                text(Setting.STREAMS_APPLICATION_ID),
                                bootstrapServers,
                                guarantee(),
                                processors == 0
                                        ? values.count(Setting.STREAMS_THREADS)
                                        : Math.min(
                                                processors, values.count(Setting.STREAMS_THREADS)),
                                dataFolder().resolve("state"),
                                values.duration(Setting.STREAMS_COMMIT_INTERVAL),
                                values.count(Setting.STREAMS_STANDBY_REPLICAS),
                                values.count(Setting.TOPICS_REPLICATION_FACTOR),
                                values.size(Setting.STREAMS_CACHE),
                                kafka));
    }

    public SeriesConfig series() {
        return values.checked(
                "series.",
                () ->
                        new SeriesConfig(
                                values.count(Setting.SERIES_MAX_RUNS),
                                values.duration(Setting.SERIES_GRACE),
                                values.duration(Setting.SERIES_IDLE)));
    }

    public BoardConfig board() {
        return values.checked(
                "board.",
                () ->
                        new BoardConfig(
                                values.count(Setting.BOARD_MAX_RUNS),
                                values.count(Setting.BOARD_MAX_RECENT)));
    }

    public WebConfig web() {
        return values.checked(
                "web.",
                () -> new WebConfig(text(Setting.WEB_HOST), values.count(Setting.WEB_PORT)));
    }

    /** Where state, and the topics of an embedded Kafka, are kept. */
    public Path dataFolder() {
        return Path.of(text(Setting.DATA_FOLDER));
    }

    /** The address of the cluster, if the file says one. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(kafka.get(BOOTSTRAP));
    }

    /** For a Kafka client of ours besides those of Kafka Streams. */
    public Map<String, Object> client(String bootstrapServers) {
        Map<String, Object> client = new HashMap<>(kafka);
        client.put(BOOTSTRAP, bootstrapServers);
        return client;
    }

    /** The value of a setting as written in the file, or its default. */
    public String text(Setting setting) {
        return values.text(setting);
    }

    private Guarantee guarantee() {
        return values.word(
                Setting.STREAMS_GUARANTEE,
                Guarantee.values(),
                "is neither exactly_once nor at_least_once");
    }
}
