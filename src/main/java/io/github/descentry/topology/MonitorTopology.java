package io.github.descentry.topology;

import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.PolicySet;
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
 * run-events ─→ parse ─→ run-monitor ─┬───────────→ forecasts
 *     ↑           │ │    [run-memory] ├───────────→ anomalies
 *     └─ rekeyed ─┘ │                 ├─→ unfitted-runs
 *                   ↓                 ├─→ dead-letters
 *              dead-letters           ├─→ stop-proposals (internal, by policy)
 *                                     └─→ group-news (internal, by group)
 *
 * group-news ─→ group-monitor ─┬─→ forecasts (with the standing)
 *              [group-memory]  ├─→ group-laws
 *              [group-rungs]   ├─→ anomalies (spikes: siblings may explain them)
 *              [group-spikes]  ├─→ stop-proposals
 *              [group-studies] └─→ dead-letters
 *
 * stop-proposals ─→ governor ─┬─→ stop-signals
 *           [governor-memory] └─→ dead-letters
 *
 * policies ─→ [policies], a global store that all three ask
 * </pre>
 *
 * <p>The state of a run is in the task that reads its partition, that of a group in the task that
 * reads the group's, that of a policy's budgets in the task that reads the policy's. Rules that
 * compare runs are asked only by group, budgets only by policy, so no decision depends on which
 * process holds which run. A run without a group skips the second part.
 *
 * <p>Records arrive under the run as key. One that does not (a client that set no key) goes back to
 * {@code run-events} under the right one, so that all events of a run meet in one partition.
 *
 * <p>What cannot be read, or breaks the monitor's step, is set aside with its bytes and a reason,
 * and the stream goes on. All stores are logged to compacted changelog topics, from which a process
 * that takes over rebuilds them; decisions after that are the same as without the change.
 */
public final class MonitorTopology {

    static final String RUN_EVENTS_SOURCE = "run-events";
    static final String PARSE = "parse";
    static final String RUN_MONITOR = "run-monitor";
    static final String POLICIES_SOURCE = "policies-source";
    static final String POLICIES_KEEPER = "policies-keeper";
    static final String GROUP_NEWS_SOURCE = "group-news";
    static final String GROUP_MONITOR = "group-monitor";
    static final String PROPOSALS_SOURCE = "stop-proposals";
    static final String GOVERNOR = "governor";

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
    static final String GROUP_PROPOSALS_SINK = "to-stop-proposals-of-groups";
    static final String PROPOSALS_SINK = "to-stop-proposals";
    static final String GOVERNOR_DEAD_LETTERS_SINK = "to-dead-letters-of-policies";
    static final String GROUP_ANOMALIES_SINK = "to-anomalies-of-groups";
    static final String GROUP_DEAD_LETTERS_SINK = "to-dead-letters-of-groups";

    public static final String RUN_MEMORY = "run-memory";
    public static final String GROUP_MEMORY = "group-memory";
    public static final String GROUP_RUNGS = "group-rungs";
    public static final String GROUP_SPIKES = "group-spikes";
    public static final String GROUP_STUDIES = "group-studies";
    public static final String GOVERNOR_MEMORY = "governor-memory";
    public static final String POLICIES = "policies";

    private final TopologyConfig config;
    private final MonitorConfig monitor;
    private final Topics topics;
    private final Topic<String, byte[]> groupNews;
    private final Topic<String, byte[]> proposals;
    private final MonitorMetrics metrics;

    public MonitorTopology(TopologyConfig config, MonitorConfig monitor, MonitorMetrics metrics) {
        this.config = config;
        this.monitor = monitor;
        this.metrics = metrics;
        this.topics = Topics.withPrefix(config.prefix());
        this.groupNews = internal(config.prefix(), "group-news");
        this.proposals = internal(config.prefix(), "stop-proposals");
    }

    /** A topic between the parts; nobody else writes or reads it. */
    private static Topic<String, byte[]> internal(String prefix, String name) {
        return new Topic<>(
                prefix + name, Serdes.String(), Serdes.ByteArray(), Topic.Cleanup.DELETE);
    }

    /** Every topic that must exist before the topology starts. */
    public List<Topic<?, ?>> topics() {
        List<Topic<?, ?>> all = new ArrayList<>(topics.all());
        all.add(groupNews);
        all.add(proposals);
        return List.copyOf(all);
    }

    /** Every reason for which a record may be set aside, as a label. */
    public static List<String> rejectReasons() {
        List<String> reasons = new ArrayList<>();
        for (RejectedRecord.Reason reason : RejectedRecord.Reason.values()) {
            reasons.add(reason.word());
        }
        reasons.add(DeadLetter.WRONG_KEY);
        reasons.add(DeadLetter.UNREADABLE);
        reasons.add(DeadLetter.PROCESSING_FAILED);
        return reasons;
    }

    /** Every reason for which a value of an accepted event may change nothing, as a label. */
    public static List<String> ignoreReasons() {
        return RunMonitorProcessor.IGNORE_REASONS;
    }

    /** Names of the topics it reads. */
    public Set<String> inputs() {
        return Set.of(topics.runEvents().name(), groupNews.name(), proposals.name());
    }

    public Topology build() {
        Topology topology = new Topology();
        addPolicies(topology);
        addRuns(topology);
        addGroups(topology);
        addGovernor(topology);
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
        addSink(topology, PROPOSALS_SINK, proposals, RUN_MONITOR);
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
                .addStateStore(store(GROUP_MEMORY), GROUP_MONITOR)
                .addStateStore(store(GROUP_RUNGS), GROUP_MONITOR)
                .addStateStore(store(GROUP_SPIKES), GROUP_MONITOR)
                .addStateStore(store(GROUP_STUDIES), GROUP_MONITOR);
        addSink(topology, STANDINGS_SINK, topics.forecasts(), GROUP_MONITOR);
        addSink(topology, GROUP_LAWS_SINK, topics.groupLaws(), GROUP_MONITOR);
        addSink(topology, GROUP_PROPOSALS_SINK, proposals, GROUP_MONITOR);
        addSink(topology, GROUP_ANOMALIES_SINK, topics.anomalies(), GROUP_MONITOR);
        addSink(topology, GROUP_DEAD_LETTERS_SINK, topics.deadLetters(), GROUP_MONITOR);
    }

    private void addGovernor(Topology topology) {
        Rules usual = Rules.of(PolicySet.of(monitor.stop()));
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        PROPOSALS_SOURCE,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        proposals.name())
                .addProcessor(
                        GOVERNOR,
                        () -> new GovernorProcessor(config, usual, metrics),
                        PROPOSALS_SOURCE)
                .addStateStore(store(GOVERNOR_MEMORY), GOVERNOR);
        addSink(topology, STOP_SIGNALS_SINK, topics.stopSignals(), GOVERNOR);
        addSink(topology, GOVERNOR_DEAD_LETTERS_SINK, topics.deadLetters(), GOVERNOR);
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
