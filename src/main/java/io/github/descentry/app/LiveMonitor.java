package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.feed.BoardFeed;
import io.github.descentry.feed.ForecastListener;
import io.github.descentry.ingest.PolicyTopic;
import io.github.descentry.metrics.PrometheusMetrics;
import io.github.descentry.metrics.RunSeries;
import io.github.descentry.metrics.TopologyHealth;
import io.github.descentry.topology.KafkaUnusable;
import io.github.descentry.topology.MonitorStreams;
import io.github.descentry.topology.MonitorTopology;
import io.github.descentry.topology.StreamsSettings;
import io.github.descentry.topology.TopicSetup;
import io.github.descentry.views.RunBoard;
import io.github.descentry.web.WebFailure;
import io.github.descentry.web.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole monitor in this process: topics, topology, read models, HTTP. Starts with all its parts
 * or not at all, and puts them away in the reverse order. Thread-safe.
 */
final class LiveMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMonitor.class);

    /** Longest wait for Kafka's answer to a first question. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Config config;
    private final String bootstrapServers;
    private final StreamsSettings settings;
    private final RunBoard board;
    private List<String> createdTopics = List.of();
    private MonitorStreams streams;
    private BoardFeed feed;
    private WebServer web;

    private LiveMonitor(Config config, String bootstrapServers) {
        this.config = config;
        this.bootstrapServers = bootstrapServers;
        this.settings =
                config.streams(bootstrapServers, Runtime.getRuntime().availableProcessors());
        this.board = new RunBoard(config.board());
    }

    /**
     * Starts all parts; returns before the topology runs, see {@link #health}.
     *
     * @param listener told of every forecast that is published
     * @throws UserError if Kafka does not answer or refuses, or a port or a folder is in use
     */
    static LiveMonitor start(Config config, String bootstrapServers, ForecastListener listener) {
        return start(config, bootstrapServers, listener, Optional.empty());
    }

    /**
     * The same with policies that are put in force and kept as a file says.
     *
     * @param policyFile absent: those that were put in force last stay so
     */
    static LiveMonitor start(
            Config config,
            String bootstrapServers,
            ForecastListener listener,
            Optional<Path> policyFile) {
        LiveMonitor monitor = new LiveMonitor(config, bootstrapServers);
        try {
            monitor.open(listener, policyFile);
            return monitor;
        } catch (WebFailure failure) {
            monitor.close();
            throw new UserError(failure.getMessage(), failure);
        } catch (KafkaUnusable failure) {
            monitor.close();
            throw new UserError(
                    "Kafka at " + bootstrapServers + ": " + failure.getMessage(), failure);
        } catch (KafkaException failure) {
            monitor.close();
            throw new UserError(monitor.explain(failure), failure);
        } catch (RuntimeException | Error failure) {
            monitor.close();
            throw failure;
        }
    }

    private void open(ForecastListener listener, Optional<Path> policyFile) {
        PrometheusMetrics metrics =
                new PrometheusMetrics(config.series(), InstantSource.system())
                        .expecting(MonitorTopology.rejectReasons(), MonitorTopology.ignoreReasons())
                        .withRuntime();
        parts.push(metrics);
        MonitorTopology topology =
                new MonitorTopology(config.topology(), config.monitor(), metrics);
        setUpTopics(topology);
        Optional<PolicyWatch> watch = policyFile.map(this::watch);
        watch.ifPresent(parts::push);
        streams =
                new MonitorStreams(
                        topology.build(),
                        settings.properties(),
                        topology.inputs(),
                        InstantSource.system());
        parts.push(streams);
        metrics.watch(streams::health);
        feed =
                new BoardFeed(
                        board,
                        all(metrics, listener, watch),
                        config.topics(),
                        config.client(bootstrapServers),
                        InstantSource.system());
        parts.push(feed);
        web = new WebServer(config.web(), board, metrics::scrape, streams::health);
        parts.push(web);
        feed.start();
        streams.start();
    }

    private PolicyWatch watch(Path policyFile) {
        return PolicyWatch.start(
                policyFile,
                new PolicyTopic(config.topics(), config.client(bootstrapServers), ANSWER_WITHIN));
    }

    private ForecastListener all(
            PrometheusMetrics metrics, ForecastListener listener, Optional<PolicyWatch> watch) {
        RunSeries series = metrics.series();
        PoliciesInForce policies = new PoliciesInForce(config.monitor().stop(), board, metrics);
        return new ForecastListener() {
            @Override
            public void published(Forecast forecast, Instant published) {
                series.published(forecast, published);
                listener.published(forecast, published);
            }

            @Override
            public void turned(Anomaly anomaly) {
                series.turned(anomaly);
                listener.turned(anomaly);
            }

            @Override
            public void policies(Optional<Map<String, Object>> tree) {
                policies.changed(
                        tree, version -> watch.map(it -> it.inForce(version)).orElse(false));
                listener.policies(tree);
            }

            @Override
            public void forgotten(String run, String metric) {
                series.forgotten(run, metric);
                listener.forgotten(run, metric);
            }
        };
    }

    private void setUpTopics(MonitorTopology topology) {
        Map<String, Object> client = new HashMap<>(config.client(bootstrapServers));
        client.putIfAbsent(AdminClientConfig.CLIENT_ID_CONFIG, "descentry-setup");
        client.putIfAbsent(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        client.putIfAbsent(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
        try (Admin admin = Admin.create(client)) {
            TopicSetup setup = new TopicSetup(admin, config.layout(), ANSWER_WITHIN);
            if (config.createTopics()) {
                createdTopics = setup.ensure(topology.topics());
            } else {
                setup.require(topology.topics());
            }
        }
    }

    private String explain(KafkaException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        if (message.contains("state directory") || message.contains("initialize state")) {
            return "state folder "
                    + settings.stateFolder()
                    + " is in use by another process; give each its own data folder";
        }
        return "Kafka at " + bootstrapServers + " cannot be used: " + KafkaTarget.plain(message);
    }

    /** What has been published so far, by any process of the installation. */
    RunBoard board() {
        return board;
    }

    /** Where the HTTP server is found, e.g. {@code http://127.0.0.1:8680}. */
    String url() {
        return web.url();
    }

    StreamsSettings settings() {
        return settings;
    }

    List<String> createdTopics() {
        return createdTopics;
    }

    TopologyHealth health() {
        return streams.health();
    }

    /** Why the topology has stopped by itself; empty while it has not. */
    Optional<String> failure() {
        return streams.failure();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close well", part.getClass().getSimpleName(), e);
            }
        }
    }
}
