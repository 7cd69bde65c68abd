package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.Departure;
import io.github.descentry.monitor.GroupDeparture;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.GroupOutcome;
import io.github.descentry.monitor.Membership;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.Rules;
import io.github.descentry.monitor.SharedSpikes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a group's memory, lets {@link GroupMonitor} step with the forecast of one of its runs, or
 * a turn of one of its spikes, and publishes them as the group sees them, the leaderboard and what
 * rules across runs say.
 *
 * <p>Forecasts that come a second time after a crash are not judged again: what stands is told once
 * more under the same ids. Other news change nothing the second time; that a run has left is told
 * once more in full, see {@link Departure}.
 */
final class GroupMonitorProcessor implements Processor<String, byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMonitorProcessor.class);
    private static final List<RecordJson<?>> NEWS =
            List.of(RecordJson.FORECAST, RecordJson.ANOMALY, RecordJson.STOP_SIGNAL);
    private static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final TopologyConfig config;
    private final boolean mayRepeat;
    private final GroupMonitor monitor;
    private final CurrentPolicies policies;
    private final MonitorMetrics metrics;
    private final DueTimes due = new DueTimes();
    private final MemoryStore<GroupMemory> store =
            new MemoryStore<>("group", GroupMemory::decode, GroupMemory::write);
    private final StoredRungs rungs = new StoredRungs();
    private final MemoryStore<SharedSpikes> spikes =
            new MemoryStore<>("spikes of group", SharedSpikes::decode, SharedSpikes::write);
    private ProcessorContext<Object, Object> context;
    private final StoredStudies studies = new StoredStudies();
    private Publisher publisher;

    GroupMonitorProcessor(
            TopologyConfig config, MonitorConfig monitorConfig, MonitorMetrics metrics) {
        this.config = config;
        this.mayRepeat = config.guarantee() == TopologyConfig.Guarantee.AT_LEAST_ONCE;
        this.monitor = new GroupMonitor(monitorConfig);
        this.policies = new CurrentPolicies(monitor.usual());
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        publisher = new Publisher(context, metrics);
        store.open(context, MonitorTopology.GROUP_MEMORY);
        policies.open(context);
        rungs.open(context);
        spikes.open(context, MonitorTopology.GROUP_SPIKES);
        studies.open(context);
        due.clear();
        store.forEach((group, held) -> schedule(group, held.state().time()));
        context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            if (record.key() == null || record.value() == null) {
                throw new UnreadableRecord(record.key() == null ? "no group as key" : "no value");
            }
            take(record);
        } catch (UnreadableRecord failure) {
            publisher.unreadable(record, failure, MonitorTopology.GROUP_DEAD_LETTERS_SINK);
        }
    }

    private void take(Record<String, byte[]> record) {
        String group = record.key();
        long time = record.timestamp();
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
        Optional<String> lapsed = Publisher.lapsed(record);
        if (lapsed.isPresent()) {
            String run = new String(record.value(), StandardCharsets.UTF_8);
            Optional<Instant> event = UnreadableRecord.reading(() -> Publisher.event(record));
            propose(lapsed, Proposal.ended(run, event), time);
            return;
        }
        Optional<MemoryStore.Held<GroupMemory>> held = store.get(group);
        long latest = Math.max(time, held.map(it -> it.state().time()).orElse(time));
        GroupMemory memory =
                held.map(MemoryStore.Held::memory).orElseGet(() -> new GroupMemory(group));
        boolean again = mayRepeat && held.filter(it -> it.state().covers(offset, time)).isPresent();
        long latestOffset = Math.max(offset, again ? held.get().state().offset() : offset);
        Consumer<Long> publish;
        byte[] next;
        try {
            rungs.of(group);
            studies.of(group);
            publish =
                    Publisher.left(record)
                            ? leave(memory, record, latest)
                            : step(memory, record, latest, again);
            next = store.encode(latestOffset, latest, memory);
        } catch (UnreadableRecord failure) {
            throw failure;
        } catch (RuntimeException failure) {
            LOG.warn("news of group {} set aside: the monitor failed on it", group, failure);
            publisher.failed(
                    record,
                    group.getBytes(StandardCharsets.UTF_8),
                    record.value(),
                    failure,
                    MonitorTopology.GROUP_DEAD_LETTERS_SINK);
            return;
        }
        publish.accept(time);
        store.put(group, next, memory);
        rungs.flush();
        studies.flush();
        schedule(group, latest);
    }

    /** Lets the monitor judge; what is returned publishes what it says. */
    private Consumer<Long> step(
            GroupMemory memory, Record<String, byte[]> record, long latest, boolean again) {
        Object news = UnreadableRecord.reading(() -> RecordJson.readOneOf(record.value(), NEWS));
        Optional<String> policy = Publisher.policy(record);
        Membership membership = UnreadableRecord.reading(() -> Publisher.membership(record));
        Optional<Instant> event = UnreadableRecord.reading(() -> Publisher.event(record));
        if (news instanceof Anomaly anomaly) {
            OptionalDouble chance = UnreadableRecord.reading(() -> Publisher.chance(record));
            return step(memory, anomaly, membership, chance, latest);
        }
        if (news instanceof StopSignal signal) {
            Proposal proposal = Proposal.of(signal, monitor.step(memory, signal), event);
            return time -> propose(signal.policy(), proposal, time);
        }
        Forecast forecast = (Forecast) news;
        Rules rules = policies.rules();
        GroupOutcome outcome =
                again
                        ? monitor.republish(memory, forecast, policy, rules)
                        : monitor.step(memory, rungs, studies, forecast, membership, policy, rules);
        return time -> publish(outcome, policy, event, time);
    }

    /** Spikes of siblings have a record of their own: they are asked for at jumps only. */
    private Consumer<Long> step(
            GroupMemory memory,
            Anomaly anomaly,
            Membership membership,
            OptionalDouble chance,
            long latest) {
        if (monitor.outdated(memory, anomaly.run(), membership)) {
            return time -> publishAll(chance.isPresent() ? List.of() : List.of(anomaly), time);
        }
        String group = memory.group();
        SharedSpikes shared =
                spikes.get(group).map(MemoryStore.Held::memory).orElseGet(SharedSpikes::new);
        List<Anomaly> anomalies =
                chance.isPresent()
                        ? monitor.step(
                                memory, shared, new Outcome.Odd(anomaly, chance.getAsDouble()))
                        : monitor.step(memory, shared, anomaly);
        byte[] next = spikes.encode(-1, latest, shared);
        return time -> {
            publishAll(anomalies, time);
            spikes.put(group, next, shared);
        };
    }

    private void publishAll(List<Anomaly> anomalies, long time) {
        anomalies.forEach(
                each -> publisher.anomaly(each, time, MonitorTopology.GROUP_ANOMALIES_SINK));
    }

    /** A run is in another group now. */
    private Consumer<Long> leave(GroupMemory memory, Record<String, byte[]> record, long latest) {
        Departure departure = UnreadableRecord.reading(() -> DepartureBytes.read(record.value()));
        Optional<Instant> event = Optional.of(departure.subject().time());
        GroupDeparture left =
                monitor.leave(memory, rungs, departure, Publisher.policy(record), policies.rules());
        String group = memory.group();
        Optional<SharedSpikes> shared =
                spikes.get(group)
                        .map(MemoryStore.Held::memory)
                        .filter(each -> monitor.leave(each, departure));
        byte[] next = shared.map(each -> spikes.encode(-1, latest, each)).orElse(null);
        return time -> {
            left.moved()
                    .forEach(
                            (policy, runs) ->
                                    propose(
                                            Optional.of(policy),
                                            Proposal.moved(runs, event),
                                            time));
            for (StopSignal signal : left.signals()) {
                propose(signal.policy(), Proposal.of(signal, left.standing(), event), time);
            }
            publisher.send(
                    group, left.leaderboard().orElse(null), time, MonitorTopology.GROUP_LAWS_SINK);
            shared.ifPresent(each -> spikes.put(group, next, each));
        };
    }

    private void propose(Optional<String> policy, Proposal proposal, long time) {
        publisher.propose(policy, proposal, time, MonitorTopology.GROUP_PROPOSALS_SINK);
    }

    private void publish(
            GroupOutcome outcome, Optional<String> policy, Optional<Instant> event, long time) {
        publisher.forecast(outcome.forecast(), time, MonitorTopology.STANDINGS_SINK);
        outcome.leaderboard()
                .ifPresent(
                        board ->
                                publisher.send(
                                        board.group(),
                                        board,
                                        time,
                                        MonitorTopology.GROUP_LAWS_SINK));
        String run = outcome.forecast().run();
        for (StopSignal signal : outcome.signals()) {
            propose(
                    signal.policy(),
                    Proposal.of(signal, outcome.standing().orElseThrow(), event),
                    time);
        }
        for (String under : outcome.lapsed()) {
            propose(Optional.of(under), Proposal.ended(run, event), time);
        }
        if (outcome.signals().isEmpty()) {
            outcome.standing()
                    .ifPresent(
                            standing ->
                                    propose(policy, Proposal.moved(run, standing, event), time));
        }
    }

    private void schedule(String group, long latest) {
        due.set(group, latest + config.retention().toMillis());
    }

    private void forget(long now) {
        for (String group : due.take(now)) {
            store.delete(group);
            rungs.delete(group);
            spikes.delete(group);
            studies.delete(group);
            due.remove(group);
            publisher.send(group, null, now, MonitorTopology.GROUP_LAWS_SINK);
        }
    }
}
