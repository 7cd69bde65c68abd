package io.github.descentry.topology;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.CloudEventHeaders;
import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.GroupOutcome;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a group's memory, lets {@link GroupMonitor} step with the forecast of one of its runs,
 * and publishes the forecast with its standing, the leaderboard and what rules across runs say.
 *
 * <p>A forecast that comes a second time after a crash changes nothing: the memory holds the latest
 * of each run.
 */
final class GroupMonitorProcessor implements Processor<String, byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMonitorProcessor.class);
    private static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final TopologyConfig config;
    private final GroupMonitor monitor;
    private final MonitorMetrics metrics;
    private final DueTimes due = new DueTimes();
    private final StateWriter buffer = new StateWriter();
    private ProcessorContext<Object, Object> context;
    private KeyValueStore<String, byte[]> store;

    GroupMonitorProcessor(
            TopologyConfig config, MonitorConfig monitorConfig, MonitorMetrics metrics) {
        this.config = config;
        this.monitor = new GroupMonitor(monitorConfig);
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        store = context.getStateStore(MonitorTopology.GROUP_MEMORY);
        due.clear();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                schedule(entry.key, state(entry.key, entry.value).time());
            }
        }
        context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String group = record.key();
        byte[] bytes = store.get(group);
        long latest = record.timestamp();
        GroupMemory memory = new GroupMemory(group);
        if (bytes != null) {
            StoredState stored = state(group, bytes);
            latest = Math.max(latest, stored.time());
            memory = memory(group, stored);
        }
        GroupOutcome outcome;
        byte[] next;
        try {
            outcome = monitor.step(memory, RecordJson.FORECAST.read(record.value()));
            StoredState.begin(buffer.clear(), -1, latest);
            memory.write(buffer);
            next = buffer.toByteArray();
        } catch (RuntimeException failure) {
            LOG.warn("forecast in group {} set aside: the monitor failed on it", group, failure);
            setAside(record, failure);
            return;
        }
        publish(outcome, record.timestamp());
        store.put(group, next);
        schedule(group, latest);
    }

    private void publish(GroupOutcome outcome, long time) {
        Forecast forecast = outcome.forecast();
        context.forward(
                new Record<Object, Object>(ForecastKey.of(forecast).text(), forecast, time),
                MonitorTopology.STANDINGS_SINK);
        outcome.leaderboard()
                .ifPresent(
                        board ->
                                context.forward(
                                        new Record<Object, Object>(board.group(), board, time),
                                        MonitorTopology.GROUP_LAWS_SINK));
        for (StopSignal signal : outcome.signals()) {
            metrics.stopSignal(signal);
            Headers headers = new RecordHeaders();
            CloudEventHeaders.add(headers, signal);
            context.forward(
                    new Record<Object, Object>(signal.run(), signal, time, headers),
                    MonitorTopology.GROUP_STOP_SIGNALS_SINK);
        }
    }

    private void schedule(String group, long latest) {
        due.set(group, latest + config.retention().toMillis());
    }

    private void forget(long now) {
        for (String group : due.take(now)) {
            store.delete(group);
            due.remove(group);
            context.forward(
                    new Record<Object, Object>(group, null, now), MonitorTopology.GROUP_LAWS_SINK);
        }
    }

    private void setAside(Record<String, byte[]> record, RuntimeException failure) {
        metrics.rejected(DeadLetter.PROCESSING_FAILED);
        context.forward(
                DeadLetter.of(
                        context,
                        record,
                        record.key().getBytes(StandardCharsets.UTF_8),
                        record.value(),
                        DeadLetter.PROCESSING_FAILED,
                        failure.toString()),
                MonitorTopology.GROUP_DEAD_LETTERS_SINK);
    }

    private static StoredState state(String group, byte[] bytes) {
        try {
            return StoredState.of(bytes);
        } catch (UnreadableState failure) {
            throw new UnreadableState("state of group " + group + ": " + failure.getMessage());
        }
    }

    private static GroupMemory memory(String group, StoredState stored) {
        try {
            return GroupMemory.decode(stored.memory());
        } catch (RuntimeException failure) {
            throw new UnreadableState(
                    "state of group "
                            + group
                            + " cannot be read, another version may have written it: "
                            + failure,
                    failure);
        }
    }
}
