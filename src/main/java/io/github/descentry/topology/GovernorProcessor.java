package io.github.descentry.topology;

import io.github.descentry.events.StopSignal;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.Governor;
import io.github.descentry.stop.policy.GovernorMemory;
import io.github.descentry.stop.policy.HeldFor;
import io.github.descentry.stop.policy.Policy;
import io.github.descentry.stop.policy.RunStanding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Fetches the memory of a policy, lets its {@link Governor} judge what rules propose, and publishes
 * what it lets pass or holds back. All proposals under a policy meet here, for its budgets are one.
 *
 * <p>Time is that of the events, but not later than their arrival: a job whose clock runs ahead
 * uses up no budget of days to come. Between events it passes as on the wall clock, see {@link
 * GovernorMemory#arrive}; so cool-downs and budgets of a job whose clock is behind, and of a
 * replay, are of their own time, and what is held is let go though nobody reports. How far the wall
 * clock is ahead is kept with the memory, so a restart is nothing but time that passes.
 *
 * <p>What is let go answers no proposal, so reading the proposals again after a crash does not say
 * it again. Under at-least-once the memory, which knows that it was let go, may outlive what was
 * published. So the memory keeps these signals until they are out for certain, and a processor that
 * takes over says them again, under the same ids. A commit that takes longer than {@link
 * #CONFIRMED} ends the task; who has been at work for that long has had what it said acknowledged.
 */
final class GovernorProcessor implements Processor<String, byte[], Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(GovernorProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    /**
     * More than a commit interval and the time that Kafka Streams gives a task to get over errors
     * ({@code task.timeout.ms}, 5 minutes).
     */
    private static final Duration CONFIRMED = Duration.ofMinutes(10);

    private final boolean mayRepeat;
    private final CurrentPolicies policies;
    private final MonitorMetrics metrics;
    private final MemoryStore<GovernorMemory> store =
            new MemoryStore<>("policy", GovernorMemory::decode, GovernorMemory::write);

    /** Policies that hold something back. */
    private final Set<String> holding = new HashSet<>();

    /** When time alone may let something go, on the wall clock, by policy. */
    private final DueTimes due = new DueTimes();

    /** Policies under which something may have to be said again that was let go before a crash. */
    private final Set<String> doubted = new HashSet<>();

    /** When what was let go before is confirmed, by policy. */
    private final DueTimes confirmation = new DueTimes();

    /** What was let go before the latest look, by policy. */
    private final Map<String, Set<String>> letGo = new HashMap<>();

    /** The policies of the last tick. */
    private Rules ticked;

    private ProcessorContext<Object, Object> context;
    private Publisher publisher;

    GovernorProcessor(TopologyConfig config, Rules usual, MonitorMetrics metrics) {
        this.mayRepeat = config.guarantee() == TopologyConfig.Guarantee.AT_LEAST_ONCE;
        this.policies = new CurrentPolicies(usual);
        this.metrics = metrics;
    }

    /** Called again on the same object after an aborted transaction: nothing may survive it. */
    @Override
    public void init(ProcessorContext<Object, Object> newContext) {
        context = newContext;
        ticked = null;
        publisher = new Publisher(context, metrics);
        policies.open(context);
        store.open(context, MonitorTopology.GOVERNOR_MEMORY);
        holding.clear();
        due.clear();
        doubted.clear();
        confirmation.clear();
        letGo.clear();
        store.forEach(
                (policy, held) -> {
                    note(policy, held.memory());
                    if (!held.memory().unconfirmedIds().isEmpty()) {
                        doubted.add(policy);
                    }
                });
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            process(record, UnreadableRecord.reading(() -> read(record)));
        } catch (UnreadableRecord failure) {
            publisher.unreadable(record, failure, MonitorTopology.GOVERNOR_DEAD_LETTERS_SINK);
        }
    }

    private static Proposal read(Record<String, byte[]> record) {
        Objects.requireNonNull(record.key(), "no policy as key");
        return Proposal.decode(Objects.requireNonNull(record.value(), "no value"));
    }

    private void process(Record<String, byte[]> record, Proposal proposal) {
        String name = record.key();
        long time = record.timestamp();
        long offset = context.recordMetadata().map(RecordMetadata::offset).orElse(-1L);
        Optional<MemoryStore.Held<GovernorMemory>> held = store.get(name);
        GovernorMemory memory = held.map(MemoryStore.Held::memory).orElseGet(GovernorMemory::new);
        boolean again = mayRepeat && held.filter(it -> it.state().covers(offset, time)).isPresent();
        long latest = Math.max(time, held.map(it -> it.state().time()).orElse(time));
        List<StopSignal> signals;
        byte[] next;
        try {
            signals = again ? again(name, memory, proposal) : judge(name, memory, proposal, time);
            settle(name, memory);
            next = store.encode(again ? held.get().state().offset() : offset, latest, memory);
        } catch (RuntimeException failure) {
            LOG.warn("a proposal under policy {} set aside: judging it failed", name, failure);
            publisher.failed(
                    record,
                    name.getBytes(StandardCharsets.UTF_8),
                    record.value(),
                    failure,
                    MonitorTopology.GOVERNOR_DEAD_LETTERS_SINK);
            return;
        }
        publish(signals, time);
        store.put(name, next, memory);
        note(name, memory);
    }

    /** What has become of a proposal that is read a second time. */
    private List<StopSignal> again(String name, GovernorMemory memory, Proposal proposal) {
        if (proposal.signal().isEmpty() || proposal.standing().isEmpty()) {
            return List.of();
        }
        StopSignal signal = proposal.signal().get();
        Optional<Governor> governor = governor(name);
        Optional<StopSignal> said =
                governor.isPresent()
                        ? governor.get().again(memory, signal, proposal.standing().get())
                        : Governor.againWithoutPolicy(memory, signal, name, version());
        return said.stream().toList();
    }

    private List<StopSignal> judge(
            String name, GovernorMemory memory, Proposal proposal, long time) {
        Optional<Governor> governor = governor(name);
        // A broker that lets clients name the time may be told any.
        long arrival = Math.min(time, context.currentSystemTimeMs());
        Instant moment =
                memory.arrive(
                        proposal.time()
                                .map(it -> Math.min(arrival, it.toEpochMilli()))
                                .map(Instant::ofEpochMilli),
                        Instant.ofEpochMilli(context.currentSystemTimeMs()));
        // No tick has had the chance to let go what was due before the events of a replay.
        List<StopSignal> signals = new ArrayList<>(1);
        governor.ifPresent(it -> signals.addAll(it.pass(memory, moment)));
        signals.addAll(judge(name, memory, proposal, governor, moment));
        return signals;
    }

    private List<StopSignal> judge(
            String name,
            GovernorMemory memory,
            Proposal proposal,
            Optional<Governor> governor,
            Instant moment) {
        if (proposal.standing().isEmpty()) {
            memory.forget(proposal.run());
            return List.of();
        }
        RunStanding standing = proposal.standing().get();
        if (governor.isEmpty()) {
            if (proposal.signal().isEmpty()) {
                Governor.learnWithoutPolicy(memory, proposal.standings());
            }
            return proposal.signal().stream()
                    .map(it -> Governor.takeWithoutPolicy(memory, it, standing, name, version()))
                    .toList();
        }
        return proposal.signal().isEmpty()
                ? governor.get().learn(memory, proposal.standings(), moment)
                : governor.get().take(memory, proposal.signal().get(), standing, moment);
    }

    /** Lets go what is due, and after a change of the policies all that they no longer hold. */
    private void tick(long now) {
        Rules rules = policies.rules();
        boolean changed = rules != ticked;
        ticked = rules;
        List.copyOf(doubted).forEach(name -> repeat(name, now));
        confirmation.take(now).forEach(this::confirm);
        Set<String> names = new LinkedHashSet<>(due.take(now));
        if (changed) {
            names.addAll(holding);
        }
        for (String name : names) {
            due.remove(name);
            Optional<Governor> governor = governor(name);
            Optional<MemoryStore.Held<GovernorMemory>> held = store.get(name);
            if (governor.isPresent() && held.isPresent()) {
                GovernorMemory memory = held.get().memory();
                publish(governor.get().tick(memory, memory.at(Instant.ofEpochMilli(now))), now);
                put(name, held.get().state(), memory);
            }
        }
    }

    /** Says again what another processor, or this one before it was restarted, has let go. */
    private void repeat(String name, long now) {
        Optional<MemoryStore.Held<GovernorMemory>> held = store.get(name);
        if (held.isEmpty()) {
            doubted.remove(name);
            return;
        }
        GovernorMemory memory = held.get().memory();
        governor(name)
                .ifPresent(
                        governor -> {
                            publish(governor.repeat(memory), now);
                            doubted.remove(name);
                        });
        put(name, held.get().state(), memory);
    }

    private void confirm(String name) {
        confirmation.remove(name);
        Optional<MemoryStore.Held<GovernorMemory>> held = store.get(name);
        if (held.isPresent()) {
            GovernorMemory memory = held.get().memory();
            // What is still doubted was not said by this processor.
            if (!doubted.contains(name)) {
                memory.confirm(letGo.getOrDefault(name, Set.of()));
                letGo.put(name, memory.unconfirmedIds());
            }
            put(name, held.get().state(), memory);
        }
    }

    private void put(String name, StoredState state, GovernorMemory memory) {
        settle(name, memory);
        store.put(name, store.encode(state.offset(), state.time(), memory), memory);
        note(name, memory);
    }

    /** With exactly-once the memory and what was published are committed together. */
    private void settle(String name, GovernorMemory memory) {
        if (!mayRepeat && !doubted.contains(name)) {
            memory.confirm(memory.unconfirmedIds());
        }
    }

    private Optional<Governor> governor(String name) {
        Optional<Policy> policy = policies.rules().policies().named(name);
        return policy.map(it -> new Governor(it, version()));
    }

    /** Of the policies in force. */
    private String version() {
        return policies.rules().policies().version();
    }

    private void note(String policy, GovernorMemory memory) {
        if (memory.holds()) {
            holding.add(policy);
        } else {
            holding.remove(policy);
        }
        Optional<Instant> next = governor(policy).flatMap(governor -> governor.due(memory));
        if (next.isPresent()) {
            due.set(policy, memory.wall(next.get()).toEpochMilli());
        } else {
            due.remove(policy);
        }
        if (memory.unconfirmedIds().isEmpty()) {
            letGo.remove(policy);
        } else if (!confirmation.names().contains(policy)) {
            confirmation.set(policy, context.currentSystemTimeMs() + CONFIRMED.toMillis());
        }
    }

    private void publish(List<StopSignal> signals, long time) {
        for (StopSignal signal : signals) {
            publisher.stopSignal(signal, time, MonitorTopology.STOP_SIGNALS_SINK);
            if (signal.held().flatMap(HeldFor::find).filter(HeldFor.MEMORY::equals).isPresent()) {
                metrics.stopNotRemembered();
            }
        }
    }
}
