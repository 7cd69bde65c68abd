package io.github.descentry.topology;

import io.github.descentry.events.StopSignal;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.Governor;
import io.github.descentry.stop.policy.GovernorMemory;
import io.github.descentry.stop.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the memory of a policy, lets its {@link Governor} judge what rules propose, and publishes
 * what it lets pass or holds back. All proposals under a policy meet here, for its budgets are one.
 *
 * <p>Time is that of the signal, but not later than its arrival: a job whose clock runs ahead uses
 * up no budget of days to come. On ticks, which let go what was held, it is the wall clock.
 */
final class GovernorProcessor implements Processor<String, byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(GovernorProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final CurrentPolicies policies;
    private final MonitorMetrics metrics;
    private final MemoryStore<GovernorMemory> store =
            new MemoryStore<>("policy", GovernorMemory::decode, GovernorMemory::write);

    /** Policies that hold something back. */
    private final Set<String> holding = new HashSet<>();

    private Publisher publisher;

    GovernorProcessor(Rules usual, MonitorMetrics metrics) {
        this.policies = new CurrentPolicies(usual);
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> context) {
        publisher = new Publisher(context, metrics);
        policies.open(context);
        store.open(context, MonitorTopology.GOVERNOR_MEMORY);
        holding.clear();
        store.forEach((policy, held) -> note(policy, held.memory()));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String name = record.key();
        GovernorMemory memory = memory(name);
        List<StopSignal> signals;
        byte[] next;
        try {
            Proposal proposal = Proposal.decode(record.value());
            signals = judge(name, memory, proposal, record.timestamp());
            next = store.encode(-1, record.timestamp(), memory);
        } catch (RuntimeException failure) {
            LOG.warn("a proposal under policy {} set aside: judging it failed", name, failure);
            publisher.failed(
                    record,
                    name.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    record.value(),
                    failure,
                    MonitorTopology.GOVERNOR_DEAD_LETTERS_SINK);
            return;
        }
        publish(signals, record.timestamp());
        store.put(name, next, memory);
        note(name, memory);
    }

    private List<StopSignal> judge(
            String name, GovernorMemory memory, Proposal proposal, long arrival) {
        Optional<Governor> governor = governor(name);
        if (governor.isEmpty()) {
            // The policy is gone: what was advised under it can only be taken back.
            memory.forget(proposal.run());
            return proposal.signal().stream().toList();
        }
        if (proposal.standing().isEmpty()) {
            governor.get().ended(memory, proposal.run());
            return List.of();
        }
        if (proposal.signal().isEmpty()) {
            return governor.get()
                    .learn(
                            memory,
                            Map.of(proposal.run(), proposal.standing().get()),
                            Instant.ofEpochMilli(arrival));
        }
        StopSignal signal = proposal.signal().get();
        return governor.get()
                .take(
                        memory,
                        signal,
                        proposal.standing().get(),
                        Instant.ofEpochMilli(Math.min(arrival, signal.time().toEpochMilli())));
    }

    private void tick(long now) {
        for (String name : new ArrayList<>(holding)) {
            Optional<Governor> governor = governor(name);
            GovernorMemory memory = memory(name);
            if (governor.isEmpty()) {
                continue;
            }
            Optional<Instant> due = governor.get().due(memory);
            if (due.isPresent() && due.get().toEpochMilli() <= now) {
                publish(governor.get().tick(memory, Instant.ofEpochMilli(now)), now);
                store.put(name, store.encode(-1, now, memory), memory);
                note(name, memory);
            }
        }
    }

    private GovernorMemory memory(String policy) {
        return store.get(policy).map(MemoryStore.Held::memory).orElseGet(GovernorMemory::new);
    }

    private Optional<Governor> governor(String name) {
        Rules rules = policies.rules();
        Optional<Policy> policy = rules.policies().named(name);
        return policy.map(it -> new Governor(it, rules.policies().version()));
    }

    private void note(String policy, GovernorMemory memory) {
        if (memory.holds()) {
            holding.add(policy);
        } else {
            holding.remove(policy);
        }
    }

    private void publish(List<StopSignal> signals, long time) {
        for (StopSignal signal : signals) {
            publisher.stopSignal(signal, time, MonitorTopology.STOP_SIGNALS_SINK);
        }
    }
}
