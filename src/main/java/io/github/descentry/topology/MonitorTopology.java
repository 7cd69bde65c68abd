package io.github.descentry.topology;

import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The map of the monitor: every node, store and topic is named here.
 *
 * <pre>
 * run-events ─→ parse ─→ run-monitor ─┬─────────────────────→ forecasts
 *     ↑           │ │    [run-memory] ├─────────────────────→ anomalies
 *     └─ rekeyed ─┘ │                 ├─────────────────────→ stop-signals
 *                   │                 ├─→ unfitted-runs
 *                   ↓                 ├─→ dead-letters
 *              dead-letters           └─→ group-news (internal, by group)
 *
 * group-news ─→ group-monitor ─┬─→ forecasts (with the standing)
 *              [group-memory]  ├─→ group-laws
 *                              ├─→ anomalies (spikes: siblings may explain them)
 *                              ├─→ stop-signals
 *                              └─→ dead-letters
 * </pre>
 *
 * <p>The state of a run is in the task that reads its partition, that of a group in the task that
 * reads the group's. Rules that compare runs are asked only there, so no decision depends on which
 * process holds which run. A run without a group skips the second half.
 *
 * <p>Records arrive under the run as key. One that does not (a client that set no key) goes back to
 * {@code run-events} under the right one, so that all events of a run meet in one partition.
 *
 * <p>What cannot be read, or breaks the monitor's step, is set aside with its bytes and a reason,
 * and the stream goes on. Both stores are logged to compacted changelog topics, from which a
 * process that takes over rebuilds them; decisions after that are the same as without the change.
 */
public final class MonitorTopology {

    static final String RUN_EVENTS_SOURCE = "run-events";
    static final String PARSE = "parse";
    static final String RUN_MONITOR = "run-monitor";
    static final String POLICIES_SOURCE = "policies-source";
    static final String POLICIES_KEEPER = "policies-keeper";
    static final String GROUP_NEWS_SOURCE = "group-news";
    static final String GROUP_MONITOR = "group-monitor";

    static final String REKEYED_SINK = "to-run-events";
    static final String FORECASTS_SINK = "to-forecasts";
    static final String ANOMALIES_SINK = "to-anomalies";
    static final String STOP_SIGNALS_SINK = "to-stop-signals";
    static final String UNFITTED_RUNS_SINK = "to-unfitted-runs";
    static final String GROUP_NEWS_SINK = "to-group-news";
    static final String GROUP_LAWS_SINK = "to-group-laws";
    static final String DEAD_LETTERS_SINK = "to-dead-letters";
    // The sinks of the second half: a node belongs to one half only.
    static final String STANDINGS_SINK = "to-forecasts-with-standing";
    static final String GROUP_STOP_SIGNALS_SINK = "to-stop-signals-of-groups";
    static final String GROUP_ANOMALIES_SINK = "to-anomalies-of-groups";
    static final String GROUP_DEAD_LETTERS_SINK = "to-dead-letters-of-groups";

    public static final String RUN_MEMORY = "run-memory";
    public static final String GROUP_MEMORY = "group-memory";
    public static final String POLICIES = "policies";

    private final TopologyConfig config;
    private final MonitorConfig monitor;
    private final Topics topics;
    private final Topic<String, byte[]> groupNews;
    private final MonitorMetrics metrics;

    public MonitorTopology(TopologyConfig config, MonitorConfig monitor, MonitorMetrics metrics) {
        this.config = config;
        this.monitor = monitor;
        this.metrics = metrics;
        this.topics = Topics.withPrefix(config.prefix());
        this.groupNews = groupNews(config.prefix());
    }

    /**
     * The internal topic between the two halves: what the group has to judge, as JSON of several
     * types. Nobody else writes or reads it.
     */
    public static Topic<String, byte[]> groupNews(String prefix) {
        return new Topic<>(
                prefix + "group-news", Serdes.String(), Serdes.ByteArray(), Topic.Cleanup.DELETE);
    }

    /** Every topic that must exist before the topology starts. */
    public List<Topic<?, ?>> topics() {
        List<Topic<?, ?>> all = new ArrayList<>(topics.all());
        all.add(groupNews);
        return List.copyOf(all);
    }

    /** Every reason for which a record may be set aside, as a label. */
    public static List<String> rejectReasons() {
        List<String> reasons = new ArrayList<>();
        for (RejectedRecord.Reason reason : RejectedRecord.Reason.values()) {
            reasons.add(reason.word());
        }
        reasons.add(DeadLetter.WRONG_KEY);
        reasons.add(DeadLetter.PROCESSING_FAILED);
        return reasons;
    }

    /** Every reason for which a value of an accepted event may change nothing, as a label. */
    public static List<String> ignoreReasons() {
        return RunMonitorProcessor.IGNORE_REASONS;
    }

    /** Names of the topics it reads. */
    public Set<String> inputs() {
        return Set.of(topics.runEvents().name(), groupNews.name());
    }

    public Topology build() {
        Topology topology = new Topology();
        addPolicies(topology);
        addRuns(topology);
        addGroups(topology);
        return topology;
    }

    private void addPolicies(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(POLICIES),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                POLICIES_SOURCE,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topics.policies().name(),
                POLICIES_KEEPER,
                CurrentPolicies.Keeper::new);
    }

    private void addRuns(Topology topology) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        RUN_EVENTS_SOURCE,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.runEvents().name())
                .addProcessor(PARSE, () -> new ParseProcessor(config, metrics), RUN_EVENTS_SOURCE)
                .addProcessor(
                        RUN_MONITOR, () -> new RunMonitorProcessor(config, monitor, metrics), PARSE)
                .addStateStore(store(RUN_MEMORY), RUN_MONITOR)
                .addSink(
                        REKEYED_SINK,
                        topics.runEvents().name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        PARSE);
        addSink(topology, FORECASTS_SINK, topics.forecasts(), RUN_MONITOR);
        addSink(topology, ANOMALIES_SINK, topics.anomalies(), RUN_MONITOR);
        addSink(topology, STOP_SIGNALS_SINK, topics.stopSignals(), RUN_MONITOR);
        addSink(topology, UNFITTED_RUNS_SINK, topics.unfittedRuns(), RUN_MONITOR);
        addSink(topology, GROUP_NEWS_SINK, groupNews, RUN_MONITOR);
        addSink(topology, DEAD_LETTERS_SINK, topics.deadLetters(), PARSE, RUN_MONITOR);
    }

    private void addGroups(Topology topology) {
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        GROUP_NEWS_SOURCE,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        groupNews.name())
                .addProcessor(
                        GROUP_MONITOR,
                        () -> new GroupMonitorProcessor(config, monitor, metrics),
                        GROUP_NEWS_SOURCE)
                .addStateStore(store(GROUP_MEMORY), GROUP_MONITOR);
        addSink(topology, STANDINGS_SINK, topics.forecasts(), GROUP_MONITOR);
        addSink(topology, GROUP_LAWS_SINK, topics.groupLaws(), GROUP_MONITOR);
        addSink(topology, GROUP_STOP_SIGNALS_SINK, topics.stopSignals(), GROUP_MONITOR);
        addSink(topology, GROUP_ANOMALIES_SINK, topics.anomalies(), GROUP_MONITOR);
        addSink(topology, GROUP_DEAD_LETTERS_SINK, topics.deadLetters(), GROUP_MONITOR);
    }

    private static <K, V> void addSink(
            Topology topology, String name, Topic<K, V> topic, String... parents) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), parents);
    }

    /** Name to {@link StoredState}, cached so that only the last state of a commit is logged. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
