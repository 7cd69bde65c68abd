package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunStanding;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tick lets go, and a crash loses, while the store keeps that it was let go. */
final class GovernorRestartTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir Path folder;

    private final KeyValueStore<String, byte[]> memories = store(MonitorTopology.GOVERNOR_MEMORY);
    private final KeyValueStore<String, byte[]> policies = store(MonitorTopology.POLICIES);
    private final Counted counted = new Counted();
    private MockProcessorContext<Object, Object> context;
    private GovernorProcessor governor;
    private Instant now = START;
    private final List<Record<String, byte[]>> proposals = new ArrayList<>();

    private static KeyValueStore<String, byte[]> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    /** One stop an hour. */
    @BeforeEach
    void onePolicy() {
        start(Guarantee.AT_LEAST_ONCE);
        onePolicy("p", 1);
    }

    private void onePolicy(String name, int stopsPerHour) {
        policies.put(
                Topics.POLICIES_KEY,
                String.format(
                                "{\"policies\":[{\"name\":\"%s\",\"mode\":\"enforce\",\"budget\":"
                                        + "{\"stops_per_hour\":%d}}]}",
                                name, stopsPerHour)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** A processor on the same stores, as after a crash; what the last one said is gone. */
    private void start(Guarantee guarantee) {
        TopologyConfig defaults = TopologyConfig.DEFAULTS;
        TopologyConfig config =
                new TopologyConfig(
                        defaults.prefix(),
                        guarantee,
                        defaults.maxEventBytes(),
                        defaults.rekey(),
                        defaults.silenceInterval(),
                        defaults.catchUp(),
                        defaults.retention());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        for (KeyValueStore<String, byte[]> store : List.of(memories, policies)) {
            if (!store.isOpen()) {
                store.init(context.getStateStoreContext(), store);
            }
            context.addStateStore(store);
        }
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        Rules usual = Rules.of(PolicySet.of(MonitorConfig.defaults().stop()));
        governor = new GovernorProcessor(config, usual, counted);
        governor.init(context);
    }

    private List<StopSignal> said() {
        List<StopSignal> said =
                context.forwarded().stream()
                        .map(each -> (StopSignal) each.record().value())
                        .toList();
        context.resetForwards();
        return said;
    }

    private void tick(Duration later) {
        now = now.plus(later);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
    }

    private void propose(String run, Status status) {
        propose(of(signal(run, status), RunStanding.alone(OptionalDouble.of(0.5))));
    }

    private static Proposal of(StopSignal signal, RunStanding standing) {
        return Proposal.of(signal, standing, Optional.of(signal.time()));
    }

    private void propose(Proposal proposal) {
        proposals.add(new Record<>("p", proposal.encode(), now.toEpochMilli()));
        read(proposals.size() - 1);
    }

    private void read(int offset) {
        context.setRecordMetadata("stop-proposals", 0, offset);
        governor.process(proposals.get(offset));
    }

    /** All proposals once more, as after a crash before any of them was committed. */
    private void readAgain() {
        for (int offset = 0; offset < proposals.size(); offset++) {
            read(offset);
        }
    }

    private List<String> words() {
        return said().stream().map(it -> it.run() + " " + it.status() + " " + it.mode()).toList();
    }

    private StopSignal signal(String run, Status status) {
        return new StopSignal(
                "id-" + run,
                run,
                Optional.empty(),
                Optional.empty(),
                1,
                "diverged",
                1,
                status,
                Mode.ENFORCE,
                100,
                now,
                "because",
                Map.of(),
                Optional.of(START.plus(Duration.ofDays(2))));
    }

    /** One passes, one is held and let go an hour later. */
    private StopSignal letGo() {
        propose("a", Status.ADVISED);
        propose("b", Status.ADVISED);
        assertEquals(
                List.of(Mode.ENFORCE, Mode.OBSERVE),
                said().stream().map(StopSignal::mode).toList());
        tick(Duration.ofMinutes(30));
        assertEquals(List.of(), said());
        tick(Duration.ofMinutes(31));
        List<StopSignal> released = said();
        assertEquals(List.of("b"), released.stream().map(StopSignal::run).toList());
        return released.get(0);
    }

    /** One stop an hour is allowed, of the hours in which they were proposed. */
    @Test
    void whatIsReadAfterABreakIsJudgedByItsOwnTime() {
        StopSignal first = signal("a", Status.ADVISED);
        tick(Duration.ofHours(1));
        StopSignal second = signal("b", Status.ADVISED);
        tick(Duration.ofHours(3));
        RunStanding alone = RunStanding.alone(OptionalDouble.of(0.5));
        propose(of(first, alone));
        propose(of(second, alone));
        assertEquals(
                List.of(Mode.ENFORCE, Mode.ENFORCE),
                said().stream().map(StopSignal::mode).toList());
    }

    @Test
    void isSaidAgainByWhoTakesOverExactlyAsItWas() {
        StopSignal released = letGo();
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(released), said());
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said(), "once each start");
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofHours(5));
        assertEquals(List.of(released), said(), "until it is certain, however long that takes");
    }

    @Test
    void usesNoBudgetASecondTime() {
        letGo();
        propose("c", Status.ADVISED);
        said();
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of("b"), said().stream().map(StopSignal::run).toList());
        tick(Duration.ofMinutes(58));
        assertEquals(List.of(), said());
        tick(Duration.ofMinutes(3));
        assertEquals(List.of("c"), said().stream().map(StopSignal::run).toList());
    }

    @Test
    void isNotSaidAgainOnceItWasWithdrawnOrTheRunHasEnded() {
        letGo();
        start(Guarantee.AT_LEAST_ONCE);
        propose("b", Status.WITHDRAWN);
        said();
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said());
    }

    @Test
    void isNotSaidAgainOfARunThatHasEnded() {
        letGo();
        start(Guarantee.AT_LEAST_ONCE);
        propose(Proposal.ended("b", Optional.of(now)));
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said());
    }

    @Test
    void isForgottenWhenItIsOutForCertain() {
        letGo();
        tick(Duration.ofMinutes(11));
        tick(Duration.ofMinutes(11));
        assertEquals(List.of(), said());
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said());
    }

    @Test
    void isNotRememberedWithExactlyOnceForThereItCannotBeLost() {
        start(Guarantee.EXACTLY_ONCE);
        letGo();
        start(Guarantee.EXACTLY_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said());
    }

    @Test
    void isSaidAgainAlthoughTheGuaranteeWasChangedMeanwhile() {
        StopSignal released = letGo();
        start(Guarantee.EXACTLY_ONCE);
        propose("c", Status.ADVISED);
        said();
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(released), said());
    }

    @Test
    void aTickOfWhichNothingIsDueWritesNothing() {
        propose("a", Status.ADVISED);
        propose("b", Status.ADVISED);
        tick(Duration.ofSeconds(1));
        byte[] before = memories.get("p");
        for (int second = 0; second < 3_000; second++) {
            tick(Duration.ofSeconds(1));
        }
        assertEquals(before, memories.get("p"), "the very same bytes");
    }

    /** Offsets and times are those of the latest proposal, whatever came last. */
    @Test
    void whatIsReadASecondTimeTeachesNothing() {
        propose("a", Status.ADVISED);
        propose("b", Status.ADVISED);
        now = now.minusSeconds(5);
        propose(Proposal.ended("a", Optional.of(now)));
        now = now.plusSeconds(5);
        said();
        byte[] stored = memories.get("p");
        start(Guarantee.AT_LEAST_ONCE);
        readAgain();
        assertEquals(List.of("b ADVISED OBSERVE"), words());
        assertArrayEquals(stored, memories.get("p"));

        tick(Duration.ofMinutes(61));
        assertEquals(List.of("b ADVISED ENFORCE"), words());
        stored = memories.get("p");
        start(Guarantee.AT_LEAST_ONCE);
        readAgain();
        assertEquals(List.of("b ADVISED ENFORCE"), words());
        assertArrayEquals(stored, memories.get("p"));
    }

    @Test
    void whatIsSaidUnderAPolicyThatIsGoneIsSaidAgainToo() {
        propose("a", Status.ADVISED);
        propose("b", Status.ADVISED);
        propose("c", Status.ADVISED);
        onePolicy("q", 1);
        propose("a", Status.WITHDRAWN);
        propose("b", Status.WITHDRAWN);
        propose("b", Status.ADVISED);
        said();
        byte[] stored = memories.get("p");
        start(Guarantee.AT_LEAST_ONCE);
        readAgain();
        List<StopSignal> again = said();
        assertEquals(
                List.of("b ADVISED", "c ADVISED", "a WITHDRAWN", "b ADVISED"),
                again.stream().map(it -> it.run() + " " + it.status()).toList());
        assertEquals(Optional.of("policy p is not in force"), again.get(0).held());
        assertArrayEquals(stored, memories.get("p"));
    }

    @Test
    void whatPassedUnderAPolicyThatIsGoneIsOnlyToBeObservedWhenItIsReadAgain() {
        propose("a", Status.ADVISED);
        assertEquals(List.of("a ADVISED ENFORCE"), words());
        onePolicy("q", 1);
        start(Guarantee.AT_LEAST_ONCE);
        readAgain();
        assertEquals(List.of("a ADVISED OBSERVE"), words());
    }

    @Test
    void whereARunStandsIsLearnedUnderAPolicyThatIsNotInForceToo() {
        propose("a", Status.ADVISED);
        propose(of(signal("b", Status.ADVISED), place(2)));
        said();
        onePolicy("q", 1);
        propose(Proposal.moved("b", place(1), Optional.of(now)));
        onePolicy("p", 1);
        tick(Duration.ofMinutes(61));
        assertEquals(List.of(), words(), "it is the best of its group by now");
        propose(Proposal.moved("b", place(2), Optional.of(now)));
        assertEquals(List.of("b ADVISED ENFORCE"), words());
    }

    private static RunStanding place(int rank) {
        return new RunStanding(OptionalDouble.of(0.5), 10, 0, OptionalInt.of(rank));
    }

    @Test
    void isSaidAgainOnceItsPolicyIsInForceHoweverLongThatTakes() {
        StopSignal released = letGo();
        onePolicy("q", 1);
        start(Guarantee.AT_LEAST_ONCE);
        for (int look = 0; look < 4; look++) {
            tick(Duration.ofMinutes(11));
        }
        assertEquals(List.of(), said());
        onePolicy("p", 1);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(released), said());
    }

    @Test
    void isNotYetCertainWhenWhatWasLetGoBeforeItIs() {
        letGo();
        propose("c", Status.ADVISED);
        said();
        tick(Duration.ofMinutes(10));
        onePolicy("p", 10);
        tick(Duration.ofMinutes(9));
        List<StopSignal> later = said();
        assertEquals(List.of("c"), later.stream().map(StopSignal::run).toList());
        tick(Duration.ofMinutes(1));
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(later, said());
    }

    @Test
    void isCertainInTheEndHoweverOftenSomethingIsProposed() {
        letGo();
        for (int i = 0; i < 5; i++) {
            tick(Duration.ofMinutes(5));
            propose("c" + i, Status.ADVISED);
        }
        said();
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), said());
    }

    @Test
    void isNoMoreCertainToAProcessorThatStartsAgainThanToAnotherOne() {
        StopSignal released = letGo();
        tick(Duration.ofMinutes(10));
        governor.init(context);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(released), said());
        tick(Duration.ofMinutes(10));
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(released), said());
    }

    @Test
    void whatAnEditLetsGoIsLetGoOnceMoreIfTheTransactionIsAborted() {
        start(Guarantee.EXACTLY_ONCE);
        onePolicy("p", 0);
        propose("a", Status.ADVISED);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of("a ADVISED OBSERVE"), words());
        byte[] committed = memories.get("p");
        onePolicy("p", 1);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of("a ADVISED ENFORCE"), words());
        memories.put("p", committed);
        governor.init(context);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of("a ADVISED ENFORCE"), words());
    }

    @Test
    void whatCannotBeRememberedIsCounted() {
        String name = "損".repeat(990);
        for (int i = 0; i < 200; i++) {
            propose(name + i, Status.ADVISED);
        }
        assertTrue(counted.notRemembered > 50, "" + counted.notRemembered);
        assertEquals(
                counted.notRemembered,
                said().stream()
                        .filter(it -> it.held().orElse("").contains(" are not remembered"))
                        .count());
    }
}
