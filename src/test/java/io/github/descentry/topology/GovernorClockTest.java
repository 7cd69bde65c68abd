package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rules;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunStanding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** Whose time cool-downs, budgets and silences go by, whatever the wall clock says. */
final class GovernorClockTest {

    /** When what is replayed was recorded. */
    private static final Instant RECORDED = Instant.parse("2026-01-01T00:00:00Z");

    private static final Instant TODAY = Instant.parse("2026-11-23T22:47:54Z");

    @TempDir Path folder;

    private LoneProcessor<String, byte[]> lone;
    private KeyValueStore<String, byte[]> memories;
    private KeyValueStore<String, byte[]> policies;
    private long offset;

    /** A minute between two stops. */
    @BeforeEach
    void oneMinute() {
        lone =
                new LoneProcessor<>(
                        folder, TODAY, MonitorTopology.GOVERNOR_MEMORY, MonitorTopology.POLICIES);
        memories = lone.store(MonitorTopology.GOVERNOR_MEMORY);
        policies = lone.store(MonitorTopology.POLICIES);
        start();
        policy("\"cool_down\":\"1m\"");
    }

    private void policy(String settings) {
        policies.put(
                Topics.POLICIES_KEY,
                ("{\"policies\":[{\"name\":\"p\",\"mode\":\"enforce\"," + settings + "}]}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** A processor on the same stores, as after a crash. */
    private void start() {
        Rules usual = Rules.of(PolicySet.of(MonitorConfig.defaults().stop()));
        lone.start(new GovernorProcessor(TopologyConfig.DEFAULTS, usual, new Counted()));
    }

    /** Time goes by, with a tick each second. */
    private void wait(Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 1_000) {
            lone.tick(Duration.ofMillis(Math.min(left, 1_000)));
        }
    }

    private void waitSeconds(long seconds) {
        wait(Duration.ofSeconds(seconds));
    }

    private void propose(Proposal proposal) {
        lone.process(
                "stop-proposals",
                offset++,
                new Record<>("p", proposal.encode(), lone.now().toEpochMilli()));
    }

    private void advise(String run, Instant time) {
        StopSignal signal =
                new StopSignal(
                        "id-" + run,
                        run,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        "diverged",
                        1,
                        Status.ADVISED,
                        Mode.ENFORCE,
                        100,
                        time,
                        "because",
                        Map.of(),
                        Optional.of(time.plus(Duration.ofDays(1))));
        propose(Proposal.of(signal, place(2), Optional.of(time)));
    }

    private void move(String run, Optional<Instant> event) {
        propose(Proposal.moved(run, place(2), event));
    }

    private static RunStanding place(int rank) {
        return new RunStanding(OptionalDouble.of(0.5), 10, 0, OptionalInt.of(rank));
    }

    private static Instant recorded(long second) {
        return RECORDED.plusSeconds(second);
    }

    /** What was said since, as {@code run mode seconds}, which are those since the recording. */
    private List<String> said() {
        return said(RECORDED);
    }

    private List<String> said(Instant since) {
        List<String> said = new ArrayList<>();
        lone.said()
                .forEach(
                        each -> {
                            StopSignal signal = (StopSignal) each;
                            said.add(
                                    signal.run()
                                            + " "
                                            + signal.mode()
                                            + " "
                                            + since.until(signal.time(), ChronoUnit.SECONDS)
                                            + signal.held().map(it -> ", " + it).orElse(""));
                        });
        return said;
    }

    @Test
    void aReplayLetsNothingPassInsideOfItsCoolDownHoweverMuchTimePasses() {
        advise("a", recorded(22));
        assertEquals(List.of("a ENFORCE 22"), said());
        wait(Duration.ofMillis(100));
        advise("b", recorded(30));
        advise("c", recorded(31));
        assertEquals(
                List.of(
                        "b OBSERVE 30, cool_down until 2026-01-01T00:01:22Z",
                        "c OBSERVE 31, cool_down until 2026-01-01T00:01:22Z"),
                said());
        move("b", Optional.of(recorded(40)));
        wait(Duration.ofMillis(100));
        move("b", Optional.of(recorded(80)));
        assertEquals(List.of(), said());
        move("b", Optional.of(recorded(90)));
        assertEquals(List.of("b ENFORCE 82"), said());
        advise("d", recorded(100));
        assertEquals(List.of("d OBSERVE 100, cool_down until 2026-01-01T00:02:22Z"), said());
        propose(Proposal.ended("a", Optional.of(recorded(300))));
        assertEquals(List.of("c ENFORCE 142", "d ENFORCE 202"), said());
    }

    /** The ticks come within a second; here each comes when it is due. */
    @Test
    void aReplayIsGovernedAsTheLiveRunWas() {
        String settings = "\"cool_down\":\"1m\",\"budget\":{\"stops_per_hour\":3}";
        policy(settings);
        lone.at(RECORDED);
        List<String> live = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            advise("r" + i, lone.now());
            waitSeconds(i % 2 == 0 ? 20 : 900);
        }
        waitSeconds(7_200);
        move("r0", Optional.of(lone.now()));
        live.addAll(said());
        assertEquals(12, live.stream().filter(it -> it.contains(" ENFORCE ")).count());
        assertEquals(22, live.size(), "all but two are held at first: " + live);

        memories.delete("p");
        offset = 0;
        lone.at(TODAY);
        start();
        Instant time = RECORDED;
        for (int i = 0; i < 12; i++) {
            advise("r" + i, time);
            time = time.plusSeconds(i % 2 == 0 ? 20 : 900);
            wait(Duration.ofMillis(5));
        }
        move("r0", Optional.of(time.plusSeconds(7_200)));
        assertEquals(live, said());
    }

    @Test
    void whenAReplayIsOverTimePassesAsOnTheWallClock() {
        advise("a", recorded(22));
        advise("b", recorded(30));
        advise("c", recorded(32));
        said();
        waitSeconds(49);
        assertEquals(List.of(), said());
        waitSeconds(1);
        assertEquals(List.of("b ENFORCE 82"), said());
        waitSeconds(59);
        assertEquals(List.of(), said());
        waitSeconds(1);
        assertEquals(List.of("c ENFORCE 142"), said());
    }

    @Test
    void aTickOfWhichNothingIsDueInTheReplayWritesNothing() {
        advise("a", recorded(22));
        advise("b", recorded(22));
        waitSeconds(1);
        byte[] before = memories.get("p");
        waitSeconds(58);
        assertSame(before, memories.get("p"), "the very same bytes");
    }

    @Test
    void aJobWhoseClockIsBehindIsGovernedInItsOwnTimeThoughNobodyReports() {
        Instant late = TODAY.minusSeconds(3_600);
        advise("a", late);
        waitSeconds(10);
        advise("b", late.plusSeconds(10));
        waitSeconds(49);
        assertEquals(2, said(late).size());
        waitSeconds(1);
        assertEquals(List.of("b ENFORCE 60"), said(late));
    }

    @Test
    void aJobThatIsBehindAnotherIsGovernedInTheTimeOfThatOne() {
        advise("right", TODAY);
        waitSeconds(600);
        advise("a", TODAY.minusSeconds(3_000));
        advise("b", TODAY.minusSeconds(3_000));
        said();
        waitSeconds(59);
        assertEquals(List.of(), said());
        waitSeconds(1);
        assertEquals(List.of("b ENFORCE 660"), said(TODAY));
    }

    @Test
    void aSilentRunHoldsNoClockUp() {
        advise("a", recorded(22));
        advise("b", recorded(23));
        said();
        for (int second = 0; second < 58; second++) {
            waitSeconds(1);
            move("b", Optional.empty());
        }
        assertEquals(List.of(), said());
        waitSeconds(1);
        assertEquals(List.of("b ENFORCE 82"), said());
    }

    @Test
    void aRestartIsNothingButTimeThatPasses() {
        advise("a", recorded(22));
        advise("b", recorded(23));
        said();
        waitSeconds(20);
        start();
        waitSeconds(38);
        assertEquals(List.of(), said());
        waitSeconds(1);
        assertEquals(List.of("b ENFORCE 82"), said());

        advise("c", recorded(90));
        said();
        lone.at(lone.now().plusSeconds(3_000));
        start();
        waitSeconds(1);
        assertEquals(List.of("c ENFORCE 3091"), said());
        waitSeconds(600);
        assertEquals(List.of(), said(), "once");
    }

    /** A second process may read the proposals before it has read the policies. */
    @Test
    void whatCameBeforeThePolicyDidIsOfItsOwnTimeToo() {
        policies.put(
                Topics.POLICIES_KEY,
                "{\"policies\":[{\"name\":\"q\"}]}".getBytes(StandardCharsets.UTF_8));
        advise("a", recorded(22));
        advise("b", recorded(30));
        said();
        policy("\"cool_down\":\"1m\"");
        waitSeconds(1);
        assertEquals(List.of("a ENFORCE 31"), said());
        waitSeconds(60);
        assertEquals(List.of("b ENFORCE 91"), said());
    }

    @Test
    void aSilenceEndsOnTheClockOfTheEvents() {
        policy("\"silences\":[{\"until\":\"2026-01-01T01:00:00Z\",\"why\":\"warm-up\"}]");
        advise("a", recorded(22));
        assertEquals(List.of("a OBSERVE 22, silenced until 2026-01-01T01:00:00Z: warm-up"), said());
        waitSeconds(60);
        assertEquals(List.of(), said());
        advise("b", recorded(4_000));
        assertEquals(List.of("a ENFORCE 3600", "b ENFORCE 4000"), said());
    }

    @Test
    void whatIsHeldExpiresOnTheClockOfTheEvents() {
        policy("\"budget\":{\"stops_per_hour\":0}");
        advise("a", recorded(0));
        said();
        waitSeconds(3_600);
        policy("\"budget\":{\"stops_per_hour\":1}");
        waitSeconds(1);
        assertEquals(List.of("a ENFORCE 3601"), said());

        policy("\"budget\":{\"stops_per_hour\":0}");
        advise("b", recorded(4_000));
        move("b", Optional.of(recorded(4_000 + 24 * 3_600)));
        said();
        policy("\"budget\":{\"stops_per_hour\":1}");
        waitSeconds(60);
        assertEquals(List.of(), said(), "a day is over");
    }
}
