package io.github.descentry.topology;

import io.github.descentry.metrics.TopologyHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology at work, and what to do when a thread of it dies: replaced, as most reasons pass (a
 * broker that restarts), unless the reason stays or threads die again and again; then all stops and
 * {@link #failure} says why. Thread-safe.
 */
public final class MonitorStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MonitorStreams.class);
    private static final int DEATHS_TOLERATED = 5;
    private static final Duration DEATHS_WITHIN = Duration.ofMinutes(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(6);

    private final KafkaStreams streams;
    private final Set<String> inputs;
    private final InstantSource clock;
    private final Deque<Long> deaths = new ArrayDeque<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final CountDownLatch running = new CountDownLatch(1);

    /**
     * @param inputs names of the topics whose lag is told
     */
    public MonitorStreams(
            Topology topology, Properties properties, Set<String> inputs, InstantSource clock) {
        this.inputs = Set.copyOf(inputs);
        this.clock = clock;
        streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(this::onDeath);
        streams.setStateListener(
                (now, before) -> {
                    if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                        running.countDown();
                    }
                });
    }

    public MonitorStreams start() {
        streams.start();
        return this;
    }

    /** Waits until it does its work, or has failed; false if neither came in time. */
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why it stopped by itself; empty while it has not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    public TopologyHealth health() {
        List<TopologyHealth.Lag> lags = new ArrayList<>();
        for (Metric metric : streams.metrics().values()) {
            MetricName name = metric.metricName();
            // Kafka tells each topic twice, once with its dots turned into underscores.
            if (name.name().equals("records-lag")
                    && name.group().equals("consumer-fetch-manager-metrics")
                    && inputs.contains(name.tags().getOrDefault("topic", ""))
                    && metric.metricValue() instanceof Double records
                    && !records.isNaN()) {
                lags.add(
                        new TopologyHealth.Lag(
                                name.tags().get("topic"),
                                Integer.parseInt(name.tags().get("partition")),
                                records));
            }
        }
        return new TopologyHealth(streams.state().name().toLowerCase(Locale.ROOT), lags);
    }

    /** Commits what is done and leaves, so that other processes take over at once. */
    @Override
    public void close() {
        // Left alone, Streams stays a member until its session ends, and nobody has its partitions.
        streams.close(
                CloseOptions.timeout(CLOSE_WITHIN)
                        .withGroupMembershipOperation(
                                CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }

    private synchronized StreamThreadExceptionResponse onDeath(Throwable death) {
        String reason = reason(death);
        if (stays(death)) {
            return stop(reason);
        }
        long now = clock.millis();
        deaths.addLast(now);
        while (deaths.peekFirst() < now - DEATHS_WITHIN.toMillis()) {
            deaths.removeFirst();
        }
        if (deaths.size() > DEATHS_TOLERATED) {
            return stop(reason + " (" + deaths.size() + " times within minutes)");
        }
        LOG.warn("a stream thread ended and is replaced: {}", reason, death);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private StreamThreadExceptionResponse stop(String reason) {
        failure.compareAndSet(null, reason);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** What a person can act on: of a state that cannot be read whose it is, else the root. */
    private static String reason(Throwable death) {
        Throwable cause = death;
        while (cause.getCause() != null && !(cause instanceof UnreadableState)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Whether trying again cannot help. */
    private static boolean stays(Throwable death) {
        for (Throwable cause = death; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableState
                    || cause instanceof AuthorizationException
                    || cause instanceof MissingSourceTopicException
                    || cause instanceof Error) {
                return true;
            }
        }
        return false;
    }
}
