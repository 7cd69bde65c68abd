package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.Departure;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
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

    private final TopologyConfig config;
    private final boolean mayRepeat;
    private final RunMonitor monitor;
    private final CurrentPolicies policies;
    private final MonitorMetrics metrics;
    private final DueTimes due = new DueTimes();
    private final MemoryStore<RunMemory> store =
            new MemoryStore<>("run", RunMemory::decode, RunMemory::write);

    /** Runs whose silence was judged before a crash, which nobody may have heard. */
    private final Set<String> doubted = new HashSet<>();

    private CatchUp catchUp;
    private ProcessorContext<Object, Object> context;
    private Publisher publisher;

    RunMonitorProcessor(
            TopologyConfig config, MonitorConfig monitorConfig, MonitorMetrics metrics) {
        this.config = config;
        this.mayRepeat = config.guarantee() == TopologyConfig.Guarantee.AT_LEAST_ONCE;
        this.monitor = new RunMonitor(monitorConfig);
        this.policies = new CurrentPolicies(monitor.usual());
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        publisher = new Publisher(context, metrics);
        store.open(context, MonitorTopology.RUN_MEMORY);
        policies.open(context);
        catchUp = new CatchUp(config.catchUp().toMillis(), context.currentSystemTimeMs());
        metrics.released(due.names());
        due.clear();
        doubted.clear();
        store.forEach(
                (run, held) -> {
                    schedule(run, held.memory(), held.state().time(), held.state().time());
                    if (mayRepeat && silent(held.memory())) {
                        doubted.add(run);
                    }
                });
        metrics.held(due.names());
        context.schedule(config.silenceInterval(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, ReceivedEvent> record) {
        String run = record.key();
        long time = record.timestamp();
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
        catchUp.read(time, context.currentSystemTimeMs());
        Optional<MemoryStore.Held<RunMemory>> held = store.get(run);
        RunMemory memory = held.map(MemoryStore.Held::memory).orElseGet(() -> new RunMemory(run));
        long latest = Math.max(time, held.map(it -> it.state().time()).orElse(time));
        if (mayRepeat && held.filter(it -> it.state().covers(offset, time)).isPresent()) {
            metrics.duplicate();
            publish(
                    monitor.republish(memory, policies.rules()),
                    Optional.of(record.value().event().time()),
                    time);
            publishUnfitted(memory, true, record.value().event().time(), time);
            return;
        }
        boolean unfitted = held.isPresent() && !memory.fitted();
        Outcome outcome;
        byte[] next;
        try {
            long start = System.nanoTime();
            outcome =
                    monitor.step(
                            memory,
                            record.value().event(),
                            Instant.ofEpochMilli(time),
                            policies.rules());
            metrics.refitted(System.nanoTime() - start);
            next = store.encode(offset, latest, memory);
        } catch (RuntimeException failure) {
            LOG.warn("event of run {} set aside: the monitor failed on it", run, failure);
            publisher.failed(
                    record,
                    record.value().key(),
                    record.value().value(),
                    failure,
                    MonitorTopology.DEAD_LETTERS_SINK);
            return;
        }
        metrics.accepted(record.value().event());
        Outcome.Ignored ignored = outcome.ignored();
        if (ignored.total() > 0) {
            metrics.ignored(OUTDATED, ignored.outdated());
            metrics.ignored(DUPLICATE, ignored.duplicates());
            metrics.ignored(OVER_CAP, ignored.overCap());
        }
        publish(outcome, Optional.of(record.value().event().time()), time);
        publishUnfitted(memory, unfitted, record.value().event().time(), time);
        store.put(run, next, memory);
        schedule(run, memory, latest, time);
        if (held.isEmpty()) {
            metrics.held(List.of(run));
        }
    }

    @Override
    public void close() {
        metrics.released(due.names());
    }

    private static boolean silent(RunMemory memory) {
        return memory.state() == RunState.LATE || memory.state() == RunState.STALLED;
    }

    /** What a tick has said answers no event, so no event that is read again says it again. */
    private void repeat(long now) {
        for (String run : doubted) {
            store.get(run)
                    .map(MemoryStore.Held::memory)
                    .filter(RunMonitorProcessor::silent)
                    .ifPresent(
                            memory ->
                                    publish(
                                            monitor.republish(memory, policies.rules()),
                                            Optional.empty(),
                                            now));
        }
        doubted.clear();
    }

    private void tick(long now) {
        repeat(now);
        if (!catchUp.done(now)) {
            return;
        }
        for (String run : due.take(now)) {
            Optional<MemoryStore.Held<RunMemory>> held = store.get(run);
            if (held.isEmpty()) {
                due.remove(run);
                continue;
            }
            StoredState state = held.get().state();
            RunMemory memory = held.get().memory();
            if (forgetAt(state.time()) <= now) {
                forget(run, memory, now);
                continue;
            }
            RunState before = memory.state();
            Outcome outcome = monitor.silence(memory, Instant.ofEpochMilli(now), policies.rules());
            // Without a curve there is no forecast to tell of another state.
            if (!outcome.isEmpty() || memory.state() != before) {
                publish(outcome, Optional.empty(), now);
                publishUnfitted(memory, false, Instant.ofEpochMilli(now), now);
                store.put(run, store.encode(state.offset(), state.time(), memory), memory);
            }
            schedule(run, memory, state.time(), now);
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
            publisher.forget(forecast, now, MonitorTopology.FORECASTS_SINK);
        }
        if (!memory.fitted()) {
            publisher.send(run, null, now, MonitorTopology.UNFITTED_RUNS_SINK);
        }
        store.delete(run);
        due.remove(run);
        metrics.released(List.of(run));
    }

    /**
     * Says of a run without a curve that it has none, and takes that back once it has one.
     *
     * @param said whether it may have been said before
     * @param news time of the event
     */
    private void publishUnfitted(RunMemory memory, boolean said, Instant news, long time) {
        if (said || !memory.fitted()) {
            UnfittedRun unfitted = memory.unfitted(news).orElse(null);
            publisher.send(memory.run(), unfitted, time, MonitorTopology.UNFITTED_RUNS_SINK);
        }
    }

    private void propose(Optional<String> policy, Proposal proposal, long time) {
        publisher.propose(policy, proposal, time, MonitorTopology.PROPOSALS_SINK);
    }

    /**
     * @param event time of the event that has led to it; absent: the run is silent
     */
    private void publish(Outcome outcome, Optional<Instant> event, long time) {
        for (Forecast forecast : outcome.forecasts()) {
            if (forecast.objective() && forecast.group().isPresent()) {
                publisher.groupNews(
                        forecast.group().get(),
                        RecordJson.FORECAST.write(forecast),
                        outcome.membership(),
                        outcome.policy(),
                        event,
                        time);
            } else {
                publisher.forecast(forecast, time, MonitorTopology.FORECASTS_SINK);
            }
        }
        for (Anomaly anomaly : outcome.anomalies()) {
            if (anomaly.kind() == Anomaly.Kind.SPIKE && anomaly.group().isPresent()) {
                publisher.groupNews(
                        anomaly.group().get(),
                        RecordJson.ANOMALY.write(anomaly),
                        outcome.membership(),
                        outcome.policy(),
                        event,
                        time);
            } else {
                publisher.anomaly(anomaly, time, MonitorTopology.ANOMALIES_SINK);
            }
        }
        for (Outcome.Odd odd : outcome.oddities()) {
            publisher.oddity(odd, outcome.membership(), time);
        }
        for (StopSignal signal : outcome.signals()) {
            if (signal.group().isPresent()) {
                publisher.groupNews(
                        signal.group().get(),
                        RecordJson.STOP_SIGNAL.write(signal),
                        outcome.membership(),
                        signal.policy(),
                        event,
                        time);
            } else {
                propose(signal.policy(), Proposal.of(signal, outcome.standing(), event), time);
            }
        }
        for (String policy : outcome.lapsed()) {
            if (outcome.group().isPresent()) {
                publisher.groupLapsed(outcome.group().get(), outcome.run(), policy, event, time);
            } else {
                propose(Optional.of(policy), Proposal.ended(outcome.run(), event), time);
            }
        }
        for (Departure departure : outcome.membership().departures()) {
            publisher.groupLeft(departure, outcome.policy(), time);
        }
    }
}
