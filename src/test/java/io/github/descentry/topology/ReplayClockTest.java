package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.ended;
import static io.github.descentry.topology.MonitorDriver.loss;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.metrics.MonitorMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells the governor of a replay how far it has come, and what does not. */
final class ReplayClockTest {

    private static final Duration LATER = Duration.ofDays(326);
    private static final Duration COOL_DOWN = Duration.ofMinutes(20);

    /** After the cool-down, if the first stop is within the first minutes. */
    private static final Instant MUCH_LATER = MonitorDriver.START.plusSeconds(5_000);

    private final MonitorDriver driver =
            new MonitorDriver(
                    TopologyConfig.DEFAULTS,
                    MonitorMetrics.NOOP,
                    MonitorDriver.START.plus(LATER.plusDays(1)));

    @AfterEach
    void close() {
        driver.close();
    }

    private void send(RunEvent event) {
        driver.send(event, LATER);
    }

    private List<StopSignal> signals() {
        return driver.stopSignals().stream().map(TestRecord::value).toList();
    }

    private void policy() {
        driver.policies(
                "{\"policies\":[{\"name\":\"p\",\"mode\":\"enforce\","
                        + "\"rules\":[\"cannot_win\",\"non_finite\"],"
                        + "\"cool_down\":\"20m\",\"budget\":{\"group_share\":1}}]}");
    }

    /** One of two is told to stop, the other one has to wait; returns until when. */
    private Instant oneIsHeld(String told, String held) {
        List<StopSignal> signals = signals();
        assertEquals(List.of(told, held), signals.stream().map(StopSignal::run).toList());
        assertEquals(Optional.empty(), signals.get(0).held());
        assertTrue(signals.get(1).held().orElseThrow().startsWith("cool_down until "));
        return signals.get(0).time().plus(COOL_DOWN);
    }

    private void letGo(String run, Instant time) {
        List<String> said =
                signals().stream()
                        .filter(it -> it.status() == StopSignal.Status.ADVISED)
                        .map(it -> it.run() + " " + it.mode() + " " + it.time())
                        .toList();
        assertEquals(List.of(run + " ENFORCE " + time), said);
    }

    @Test
    void theEndOfARunOfNoGroupTellsIt() {
        policy();
        for (String run : List.of("first", "second")) {
            for (long step = 1; step <= 30; step++) {
                send(checkpoint(run, step, step > 20 ? Double.NaN : loss(step)));
            }
        }
        Instant until = oneIsHeld("first", "second");
        send(ended("first"));
        letGo("second", until);
    }

    /** The group advises to stop one of its runs, then one of no group loses its numbers. */
    private Instant hopelessAndBroken() {
        policy();
        send(started("leads", "old", 400));
        send(started("hopeless", "old", 400));
        send(started("broken", null, 400));
        for (long step = 1; step <= 250; step++) {
            send(checkpoint("leads", step, loss(step)));
            send(checkpoint("hopeless", step, loss(step) + 1));
            send(checkpoint("broken", step, step > 240 ? Double.NaN : loss(step)));
        }
        return oneIsHeld("hopeless", "broken");
    }

    /** One takes its advice along, behind the other one somebody moves up who has some. */
    @ParameterizedTest
    @ValueSource(strings = {"hopeless", "leads"})
    void aRunThatLeavesItsGroupTellsIt(String leaver) {
        Instant until = hopelessAndBroken();
        send(
                new RunStarted(
                        leaver,
                        Optional.empty(),
                        Optional.of("new"),
                        OptionalInt.of(1),
                        MUCH_LATER,
                        Plan.ofSteps(400),
                        Optional.empty(),
                        Map.of(),
                        Map.of()));
        letGo("broken", until);
    }

    @Test
    void aRunThatIsToStopAndStandsElsewhereTellsItWithItsNextReport() {
        Instant until = hopelessAndBroken();
        send(started("joins", "old", 400));
        send(checkpoint("joins", 1, loss(1)));
        assertEquals(List.of(), signals());
        send(
                new Checkpoint(
                        "hopeless",
                        OptionalInt.empty(),
                        251,
                        MUCH_LATER,
                        OptionalDouble.empty(),
                        Map.of("loss", loss(251) + 1)));
        letGo("broken", until);
    }

    /** That it is silent is seen on the wall clock, which is long past every cool-down. */
    @Test
    void aRunThatFallsSilentDoesNotTellIt() {
        Instant until = hopelessAndBroken();
        driver.wait(Duration.ofMinutes(10));
        List<String> silent =
                driver.anomalies().stream()
                        .filter(it -> it.value().kind() == Anomaly.Kind.STALLED)
                        .map(it -> it.value().run())
                        .toList();
        assertTrue(silent.contains("hopeless"), "" + silent);
        assertEquals(List.of(), signals());
        driver.wait(Duration.ofMinutes(10));
        letGo("broken", until);
    }
}
