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
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tick lets go, and a crash loses, while the store keeps that it was let go. */
final class GovernorRestartTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir Path folder;

    private final Counted counted = new Counted();
    private final List<Record<String, byte[]>> proposals = new ArrayList<>();
    private LoneProcessor<String, byte[]> lone;
    private KeyValueStore<String, byte[]> memories;

    /** One stop an hour. */
    @BeforeEach
    void onePolicy() {
        lone =
                new LoneProcessor<>(
                        folder, START, MonitorTopology.GOVERNOR_MEMORY, MonitorTopology.POLICIES);
        memories = lone.store(MonitorTopology.GOVERNOR_MEMORY);
        start(Guarantee.AT_LEAST_ONCE);
        onePolicy("p", 1);
    }

    private void onePolicy(String name, int stopsPerHour) {
        lone.store(MonitorTopology.POLICIES)
                .put(
                        Topics.POLICIES_KEY,
                        String.format(
                                        "{\"policies\":[{\"name\":\"%s\",\"mode\":\"enforce\",\"budget\":"
                                                + "{\"stops_per_hour\":%d}}]}",
                                        name, stopsPerHour)
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** A processor on the same stores, as after a crash; what the last one said is gone. */
    private void start(Guarantee guarantee) {
        Rules usual = Rules.of(PolicySet.of(MonitorConfig.defaults().stop()));
        lone.start(new GovernorProcessor(LoneProcessor.config(guarantee), usual, counted));
    }

    private List<StopSignal> said() {
        return lone.said().stream().map(StopSignal.class::cast).toList();
    }

    private void tick(Duration later) {
        lone.tick(later);
    }

    private void propose(String run, Status status) {
        propose(of(signal(run, status), RunStanding.alone(OptionalDouble.of(0.5))));
    }

    private static Proposal of(StopSignal signal, RunStanding standing) {
        return Proposal.of(signal, standing, Optional.of(signal.time()));
    }

    private void propose(Proposal proposal) {
        proposals.add(new Record<>("p", proposal.encode(), lone.now().toEpochMilli()));
        read(proposals.size() - 1);
    }

    private void read(int offset) {
        lone.process("stop-proposals", offset, proposals.get(offset));
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
                lone.now(),
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
        propose(Proposal.ended("b", Optional.of(lone.now())));
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
        lone.at(lone.now().minusSeconds(5));
        propose(Proposal.ended("a", Optional.of(lone.now())));
        lone.at(lone.now().plusSeconds(5));
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
        propose(Proposal.moved("b", place(1), Optional.of(lone.now())));
        onePolicy("p", 1);
        tick(Duration.ofMinutes(61));
        assertEquals(List.of(), words(), "it is the best of its group by now");
        propose(Proposal.moved("b", place(2), Optional.of(lone.now())));
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
        lone.init();
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
        lone.init();
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
