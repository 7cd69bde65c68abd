package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.CloudEventHeaders;
import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a run's memory, lets {@link RunMonitor} step, publishes what it says and stores the
 * memory again. On the clock's ticks it asks the same of runs whose silence is due to be judged,
 * and forgets those that have been silent for the retention.
 */
final class RunMonitorProcessor implements Processor<String, ReceivedEvent, Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(RunMonitorProcessor.class);

    private static final String OUTDATED = "outdated";
    private static final String DUPLICATE = "duplicate";
    private static final String OVER_CAP = "over_cap";
    static final List<String> IGNORE_REASONS = List.of(OUTDATED, DUPLICATE, OVER_CAP);

    /** Memories kept in use by each task. */
    private static final int WARM = 1_000;

    private final TopologyConfig config;
    private final boolean mayRepeat;
    private final RunMonitor monitor;
    private final MonitorMetrics metrics;
    private final DueTimes due = new DueTimes();
    private final WarmMemories<RunMemory> warm = new WarmMemories<>(WARM);
    private final StateWriter buffer = new StateWriter();
    private CatchUp catchUp;
    private ProcessorContext<Object, Object> context;
    private KeyValueStore<String, byte[]> store;

    RunMonitorProcessor(
            TopologyConfig config, MonitorConfig monitorConfig, MonitorMetrics metrics) {
        this.config = config;
        this.mayRepeat = config.guarantee() == TopologyConfig.Guarantee.AT_LEAST_ONCE;
        this.monitor = new RunMonitor(monitorConfig);
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        store = context.getStateStore(MonitorTopology.RUN_MEMORY);
        catchUp = new CatchUp(config.catchUp().toMillis(), context.currentSystemTimeMs());
        metrics.released(due.names());
        due.clear();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                StoredState stored = state(entry.key, entry.value);
                schedule(entry.key, memory(entry.key, stored), stored.time(), stored.time());
            }
        }
        metrics.held(due.names());
        context.schedule(config.silenceInterval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, ReceivedEvent> record) {
        String run = record.key();
        long time = record.timestamp();
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
        catchUp.read(time, context.currentSystemTimeMs());
        byte[] bytes = store.get(run);
        RunMemory memory = new RunMemory(run);
        long latest = time;
        if (bytes != null) {
            StoredState stored = state(run, bytes);
            memory = warm.take(run, bytes).orElseGet(() -> memory(run, stored));
            latest = Math.max(time, stored.time());
            if (mayRepeat && stored.covers(offset, time)) {
                metrics.duplicate();
                publish(monitor.republish(memory), time);
                return;
            }
        }
        Outcome outcome;
        byte[] next;
        try {
            long start = System.nanoTime();
            outcome = monitor.step(memory, record.value().event(), Instant.ofEpochMilli(time));
            metrics.refitted(System.nanoTime() - start);
            next = encoded(offset, latest, memory);
        } catch (RuntimeException failure) {
            LOG.warn("event of run {} set aside: the monitor failed on it", run, failure);
            setAside(record, failure);
            return;
        }
        metrics.accepted(record.value().event());
        Outcome.Ignored ignored = outcome.ignored();
        if (ignored.total() > 0) {
            metrics.ignored(OUTDATED, ignored.outdated());
            metrics.ignored(DUPLICATE, ignored.duplicates());
            metrics.ignored(OVER_CAP, ignored.overCap());
        }
        publish(outcome, time);
        store.put(run, next);
        warm.put(run, next, memory);
        schedule(run, memory, latest, time);
        if (bytes == null) {
            metrics.held(List.of(run));
        }
    }

    @Override
    public void close() {
        metrics.released(due.names());
    }

    private void tick(long now) {
        if (!catchUp.done(now)) {
            return;
        }
        for (String run : due.take(now)) {
            byte[] bytes = store.get(run);
            if (bytes == null) {
                due.remove(run);
                continue;
            }
            StoredState stored = state(run, bytes);
            RunMemory memory = memory(run, stored);
            if (forgetAt(stored.time()) <= now) {
                forget(run, memory, now);
                continue;
            }
            Outcome outcome = monitor.silence(memory, Instant.ofEpochMilli(now));
            if (!outcome.isEmpty()) {
                publish(outcome, now);
                store.put(run, encoded(stored.offset(), stored.time(), memory));
            }
            schedule(run, memory, stored.time(), now);
        }
    }

    /** Silence up to {@code judged} has been judged already. */
    private void schedule(String run, RunMemory memory, long latest, long judged) {
        long silence =
                monitor.silenceDue(memory, Instant.ofEpochMilli(judged))
                        .map(Instant::toEpochMilli)
                        .orElse(Long.MAX_VALUE);
        due.set(run, Math.min(silence, forgetAt(latest)));
    }

    private long forgetAt(long latest) {
        return latest + config.retention().toMillis();
    }

    /** Removes the run from the store and its curves from the compacted topic. */
    private void forget(String run, RunMemory memory, long now) {
        for (Forecast forecast : monitor.republish(memory).forecasts()) {
            context.forward(
                    new Record<Object, Object>(ForecastKey.of(forecast).text(), null, now),
                    MonitorTopology.FORECASTS_SINK);
        }
        store.delete(run);
        due.remove(run);
        metrics.released(List.of(run));
    }

    private void publish(Outcome outcome, long time) {
        for (Forecast forecast : outcome.forecasts()) {
            if (forecast.objective() && forecast.group().isPresent()) {
                context.forward(
                        new Record<Object, Object>(forecast.group().get(), forecast, time),
                        MonitorTopology.GROUP_FORECASTS_SINK);
            } else {
                context.forward(
                        new Record<Object, Object>(ForecastKey.of(forecast).text(), forecast, time),
                        MonitorTopology.FORECASTS_SINK);
            }
        }
        for (Anomaly anomaly : outcome.anomalies()) {
            metrics.anomaly(anomaly);
            Headers headers = new RecordHeaders();
            CloudEventHeaders.add(headers, anomaly);
            context.forward(
                    new Record<Object, Object>(anomaly.run(), anomaly, time, headers),
                    MonitorTopology.ANOMALIES_SINK);
        }
        for (StopSignal signal : outcome.signals()) {
            metrics.stopSignal(signal);
            Headers headers = new RecordHeaders();
            CloudEventHeaders.add(headers, signal);
            context.forward(
                    new Record<Object, Object>(signal.run(), signal, time, headers),
                    MonitorTopology.STOP_SIGNALS_SINK);
        }
    }

    private void setAside(Record<String, ReceivedEvent> record, RuntimeException failure) {
        metrics.rejected(DeadLetter.PROCESSING_FAILED);
        context.forward(
                DeadLetter.of(
                        context,
                        record,
                        record.value().key(),
                        record.value().value(),
                        DeadLetter.PROCESSING_FAILED,
                        failure.toString()),
                MonitorTopology.DEAD_LETTERS_SINK);
    }

    private byte[] encoded(long offset, long time, RunMemory memory) {
        StoredState.begin(buffer.clear(), offset, time);
        memory.write(buffer);
        return buffer.toByteArray();
    }

    private static StoredState state(String run, byte[] bytes) {
        try {
            return StoredState.of(bytes);
        } catch (UnreadableState failure) {
            throw new UnreadableState("state of run " + run + ": " + failure.getMessage());
        }
    }

    private static RunMemory memory(String run, StoredState stored) {
        try {
            return RunMemory.decode(stored.memory());
        } catch (RuntimeException failure) {
            throw new UnreadableState(
                    "state of run "
                            + run
                            + " cannot be read, another version may have written it: "
                            + failure,
                    failure);
        }
    }
}
