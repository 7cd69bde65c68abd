package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The monitor is killed in the middle of its work. What it has published and what it knows in the
 * end is held against an installation that was left alone with the same events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillIT {

    private static final long HALF = 1_000;
    private static final long ALL = 2_000;

    @TempDir static Path folder;
    private EmbeddedKafka kafka;
    private Installation undisturbed;

    @BeforeAll
    void letOneWorkUndisturbed() throws Exception {
        kafka = EmbeddedKafka.startTemporary(0);
        undisturbed = new Installation(kafka, "undisturbed");
        undisturbed.send(1, ALL);
        try (MonitorProcess monitor = start(undisturbed, "undisturbed", "exactly_once")) {
            awaitAll(undisturbed, monitor);
            monitor.terminate();
        }
        assertFalse(undisturbed.anomalies().isEmpty());
        assertFalse(undisturbed.runSignals().isEmpty());
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    void exactlyOnceLosesNothingAndPublishesNothingTwice() throws Exception {
        Installation killed = new Installation(kafka, "killed");
        killedTwice(killed, "exactly_once");

        assertSame("forecasts", undisturbed.forecasts(), killed.forecasts());
        assertSame("anomalies", undisturbed.anomalies(), killed.anomalies());
        assertSame("runSignals", undisturbed.runSignals(), killed.runSignals());
        assertSame("states", undisturbed.states(), killed.states());
    }

    @Test
    void atLeastOnceLearnsOnceAndRepeatsUnderTheSameIds() throws Exception {
        Installation killed = new Installation(kafka, "repeating");
        killedTwice(killed, "at_least_once");

        assertSame("states", undisturbed.states(), killed.states());
        assertSame("last turns", lastTurns(undisturbed), lastTurns(killed));
        assertEquals(
                new HashSet<>(undisturbed.runSignals().stream().map(each -> each.id()).toList()),
                new HashSet<>(killed.runSignals().stream().map(each -> each.id()).toList()));
    }

    @Test
    void aSecondInstanceSharesTheWorkAndTakesOverFromAKilledOne() throws Exception {
        Installation shared = new Installation(kafka, "shared");
        Path config = shared.config(folder, "exactly_once");
        shared.send(1, 100);
        try (MonitorProcess one =
                        MonitorProcess.start(
                                kafka.bootstrapServers(), folder.resolve("one"), config);
                MonitorProcess two =
                        MonitorProcess.start(
                                kafka.bootstrapServers(), folder.resolve("two"), config)) {
            Waiting.until(
                    () -> lagLines(one) > 0 && lagLines(two) > 0, "both have partitions to read");
            Waiting.until(
                    () -> {
                        List<String> both = new ArrayList<>(runsWithSeries(one));
                        both.addAll(runsWithSeries(two));
                        return both.stream().sorted().toList().equals(shared.runs());
                    },
                    "each run has its series on one of both");
            shared.send(101, HALF);
            one.kill();
            shared.send(HALF + 1, ALL);
            awaitAll(shared, two);
            assertSame("forecasts", undisturbed.forecasts(), shared.forecasts());
            assertSame("anomalies", undisturbed.anomalies(), shared.anomalies());
            assertSame("runSignals", undisturbed.runSignals(), shared.runSignals());
            assertTrue(two.get("/api/v1/groups?group=sweep").contains("job/0"));
            Waiting.until(
                    () -> runsWithSeries(two).equals(shared.runs()),
                    "the series of all runs are where their events are read");
        }
    }

    @Test
    void eventsSentOnUnderTheirRunKeepTheTimeAtWhichTheyWereReceived() throws Exception {
        Installation keyless = new Installation(kafka, "keyless", "LogAppendTime");
        keyless.sendKeyless(1, ALL);
        try (MonitorProcess monitor = start(keyless, "keyless", "exactly_once")) {
            killAmidWork(keyless, monitor, 0, ALL);
        }
        try (MonitorProcess monitor = start(keyless, "keyless", "exactly_once")) {
            awaitAll(keyless, monitor);
            monitor.terminate();
        }
        Map<String, Instant> received = keyless.received();
        keyless.forecasts()
                .forEach(
                        (key, all) -> {
                            assertEquals(
                                    LongStream.rangeClosed(1, ALL).boxed().toList(),
                                    all.stream().map(Forecast::step).toList(),
                                    key);
                            for (Forecast each : all) {
                                assertEquals(1, each.attempt(), key);
                                assertEquals(
                                        received.get(each.run() + " " + each.step()), each.time());
                            }
                        });
        assertEquals(ALL * Installation.RUNS, received.size());
    }

    /** Without printing both sides, which would be megabytes. */
    private static void assertSame(String what, Object expected, Object actual) {
        if (expected instanceof Map<?, ?> map && actual instanceof Map<?, ?> other) {
            assertEquals(map.keySet(), other.keySet(), what);
            map.forEach((key, value) -> assertSame(what + " of " + key, value, other.get(key)));
        } else if (expected instanceof List<?> list && actual instanceof List<?> other) {
            for (int i = 0; i < Math.min(list.size(), other.size()); i++) {
                assertEquals(list.get(i), other.get(i), what + ", number " + i);
            }
            assertEquals(list.size(), other.size(), what);
        } else {
            assertEquals(expected, actual, what);
        }
    }

    /** Killed once with its state left, once more with its state lost. */
    private void killedTwice(Installation installation, String guarantee) throws Exception {
        String name = installation.topics().runEvents().name();
        installation.send(1, HALF);
        try (MonitorProcess monitor = start(installation, name, guarantee)) {
            killAmidWork(installation, monitor, 0, HALF);
        }
        try (MonitorProcess monitor = start(installation, name, guarantee)) {
            Waiting.until(
                    () -> installation.forecastCount() >= HALF * Installation.RUNS,
                    "the first half is done");
            installation.send(HALF + 1, ALL);
            killAmidWork(installation, monitor, HALF, ALL);
        }
        delete(folder.resolve(name).resolve("state"));
        try (MonitorProcess monitor = start(installation, name, guarantee)) {
            awaitAll(installation, monitor);
            monitor.terminate();
        }
    }

    private static void killAmidWork(
            Installation installation, MonitorProcess monitor, long from, long to)
            throws Exception {
        Waiting.until(
                () -> installation.forecastCount() > from * Installation.RUNS, "work has begun");
        monitor.kill();
        assertTrue(
                installation.forecastCount() < to * Installation.RUNS,
                "killed before the work was done");
    }

    private static void awaitAll(Installation installation, MonitorProcess monitor)
            throws Exception {
        monitor.url();
        Map<String, Long> last = new HashMap<>();
        Waiting.until(
                () -> {
                    installation
                            .forecasts()
                            .forEach((key, all) -> last.put(key, all.get(all.size() - 1).step()));
                    return last.size() == Installation.RUNS
                            && last.values().stream().allMatch(step -> step == ALL);
                },
                "all events have their forecasts; log:\n" + monitor.log());
    }

    private static Map<String, Anomaly.Status> lastTurns(Installation installation) {
        Map<String, Anomaly.Status> last = new HashMap<>();
        installation.anomalies().forEach(each -> last.put(each.id(), each.status()));
        return last;
    }

    private static long lagLines(MonitorProcess monitor) throws Exception {
        return List.of(monitor.get("/metrics").split("\n")).stream()
                .filter(line -> line.startsWith("descentry_consumer_lag_records"))
                .count();
    }

    private static List<String> runsWithSeries(MonitorProcess monitor) throws Exception {
        return List.of(monitor.get("/metrics").split("\n")).stream()
                .filter(line -> line.startsWith("descentry_run_step{"))
                .map(line -> line.replaceAll(".*run=\"([^\"]*)\".*", "$1"))
                .sorted()
                .toList();
    }

    private MonitorProcess start(Installation installation, String name, String guarantee)
            throws Exception {
        return MonitorProcess.start(
                kafka.bootstrapServers(),
                folder.resolve(name),
                installation.config(folder, guarantee));
    }

    private static void delete(Path path) throws Exception {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
