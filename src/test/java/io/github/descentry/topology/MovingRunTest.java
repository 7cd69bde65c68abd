package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.loss;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.GroupMemory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A run that declares another group than it did before. */
final class MovingRunTest {

    private static final TopologyConfig AT_LEAST_ONCE =
            new TopologyConfig(
                    "descentry.",
                    TopologyConfig.Guarantee.AT_LEAST_ONCE,
                    1_000,
                    true,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofDays(30));

    private static void train(MonitorDriver driver, String run, long from, long to, double worse) {
        for (long step = from; step <= to; step++) {
            driver.send(checkpoint(run, step, loss(step) + worse));
        }
    }

    private static List<String> runs(Leaderboard board) {
        return board.entries().stream().map(Leaderboard.Entry::run).sorted().toList();
    }

    private static int runs(MonitorDriver driver, String group) {
        byte[] bytes = driver.groupMemory().get(group);
        return GroupMemory.decode(StoredState.of(bytes).memory()).runs();
    }

    private static List<StopSignal> signals(MonitorDriver driver) {
        return driver.stopSignals().stream().map(TestRecord::value).toList();
    }

    @Test
    void itLeavesTheOldGroupAndIsRankedInTheNewOne() {
        try (MonitorDriver driver = new MonitorDriver()) {
            for (String run : List.of("a", "b", "c")) {
                driver.send(started(run, run.equals("c") ? "new" : "old", 400));
                train(driver, run, 1, 60, 0);
            }
            driver.leaderboards();
            driver.send(started("a", "new", 400));
            List<TestRecord<String, Leaderboard>> boards = driver.leaderboards();
            Map<String, List<String>> byGroup = new TreeMap<>();
            boards.forEach(board -> byGroup.put(board.key(), runs(board.value())));
            assertEquals(Map.of("new", List.of("a", "c"), "old", List.of("b")), byGroup);
            assertEquals(1, runs(driver, "old"));
            assertEquals(2, runs(driver, "new"));
        }
    }

    @Test
    void theLastRunOfAGroupTakesItsLeaderboardAlong() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(started("a", "old", 400));
            train(driver, "a", 1, 60, 0);
            driver.leaderboards();
            driver.send(started("a", "new", 400));
            TestRecord<String, Leaderboard> gone =
                    driver.leaderboards().stream()
                            .filter(board -> board.key().equals("old"))
                            .findFirst()
                            .orElseThrow();
            assertNull(gone.value());
        }
    }

    @Test
    void whatIsHeldOfItIsWithdrawnAndAskedForAnewInTheNewGroup() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(
                    "{\"policies\":[{\"name\":\"p\",\"mode\":\"enforce\","
                            + "\"budget\":{\"stops_per_hour\":0}}]}");
            for (String run : List.of("a", "b", "c")) {
                driver.send(started(run, "old", 400));
                train(driver, run, 1, 20, 0);
            }
            for (long step = 21; step <= 30; step++) {
                driver.send(checkpoint("a", step, Double.NaN));
            }
            assertTrue(signals(driver).get(0).held().isPresent());
            driver.send(started("a", "new", 400));
            driver.send(checkpoint("a", 31, Double.NaN));
            driver.send(checkpoint("a", 32, Double.NaN));
            driver.send(checkpoint("a", 33, Double.NaN));
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of("old WITHDRAWN", "new ADVISED"),
                    signals.stream()
                            .map(it -> it.group().orElseThrow() + " " + it.status())
                            .toList());
            assertEquals("the run has left for group new", signals.get(0).reason());
            driver.policies("{\"policies\":[{\"name\":\"p\",\"mode\":\"enforce\"}]}");
            driver.wait(Duration.ofSeconds(3));
            List<StopSignal> released = signals(driver);
            assertTrue(
                    released.stream().allMatch(it -> it.group().equals(Optional.of("new"))),
                    () -> "" + released);
            assertTrue(released.stream().allMatch(it -> it.status() == Status.ADVISED));
        }
    }

    /** Its stop is held as it is second; that must be known before anything is let go. */
    @Test
    void aHeldRunThatBecomesTheBestAsTheLeaderLeavesIsNotLetGo() {
        try (MonitorDriver driver = new MonitorDriver()) {
            String one =
                    "{\"policies\":[{\"name\":\"p\",\"mode\":\"enforce\",\"rules\":[\"cannot_win\"],"
                            + "\"budget\":{\"stops_per_hour\":%d,\"group_share\":1}}]}";
            driver.policies(String.format(one, 0));
            for (String run : List.of("leads", "second")) {
                driver.send(started(run, "old", 400));
            }
            for (long step = 1; step <= 250; step++) {
                driver.send(checkpoint("leads", step, loss(step)));
                driver.send(checkpoint("second", step, loss(step) + 1));
            }
            List<StopSignal> held = signals(driver);
            assertEquals(List.of("second"), held.stream().map(StopSignal::run).toList());
            assertTrue(held.get(0).held().isPresent());
            driver.send(started("leads", "new", 400));
            driver.policies(String.format(one, 10));
            driver.wait(Duration.ofSeconds(3));
            assertEquals(List.of(), signals(driver));
        }
    }

    @Test
    void afterACrashItsDepartureIsToldAgain() {
        byte[] run;
        byte[] old;
        try (MonitorDriver driver = new MonitorDriver(AT_LEAST_ONCE, MonitorMetrics.NOOP)) {
            for (String name : List.of("a", "b")) {
                driver.send(started(name, "old", 400));
                train(driver, name, 1, 60, 0);
            }
            old = driver.groupMemory().get("old");
            driver.send(started("a", "new", 400));
            train(driver, "a", 61, 62, 0);
            run = driver.runMemory().get("a");
            assertEquals(1, runs(driver, "old"));
        }
        // The state of the run is there, what it told the groups is lost and so is its offset.
        try (MonitorDriver driver = new MonitorDriver(AT_LEAST_ONCE, MonitorMetrics.NOOP)) {
            driver.runMemory().put("a", run);
            driver.groupMemory().put("old", old);
            driver.send(started("a", "old", 400));
            train(driver, "a", 60, 62, 0);
            assertTrue(Arrays.equals(run, driver.runMemory().get("a")), "it teaches nothing");
            assertEquals(1, runs(driver, "old"));
            assertEquals(1, runs(driver, "new"));
        }
    }
}
