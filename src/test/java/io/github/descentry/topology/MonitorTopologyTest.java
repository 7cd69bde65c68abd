package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.START;
import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.ended;
import static io.github.descentry.topology.MonitorDriver.loss;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class MonitorTopologyTest {

    @Test
    void aCheckpointBecomesAForecastUnderRunAndMetric() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(checkpoint("a/b", 1, 3.5));
            List<TestRecord<String, Forecast>> forecasts = driver.forecasts();
            assertEquals(1, forecasts.size());
            assertEquals("a/b|loss", forecasts.get(0).key());
            assertEquals(3.5, forecasts.get(0).value().value());
        }
    }

    @Test
    void runsOfAGroupAreRankedAndPublishedOnce() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(started("good", "sweep", 400));
            driver.send(started("bad", "sweep", 400));
            for (long step = 1; step <= 200; step++) {
                driver.send(checkpoint("good", step, loss(step)));
                driver.send(checkpoint("bad", step, loss(step) + 1));
            }
            assertEquals(400, driver.forecasts().size(), "one forecast for each checkpoint");
            driver.send(ended("good"));
            driver.send(ended("bad"));
            List<TestRecord<String, Forecast>> forecasts = driver.forecasts();
            Forecast last = forecasts.get(forecasts.size() - 1).value();
            assertEquals("bad", last.run());
            assertEquals("good", last.standing().orElseThrow().best().orElseThrow());
            assertEquals("sweep", driver.leaderboards().get(0).key());
        }
    }

    @Test
    void noNumberOpensAnAnomalyAndAdvisesToStopWithCloudEventHeaders() {
        try (MonitorDriver driver = new MonitorDriver()) {
            for (long step = 1; step <= 20; step++) {
                driver.send(checkpoint("a", step, loss(step)));
            }
            for (long step = 21; step <= 30; step++) {
                driver.send(checkpoint("a", step, Double.NaN));
            }
            TestRecord<String, Anomaly> anomaly = driver.anomalies().get(0);
            assertEquals("a", anomaly.key());
            assertEquals(Anomaly.Kind.NON_FINITE, anomaly.value().kind());
            assertEquals(
                    "1.0",
                    new String(
                            anomaly.headers().lastHeader("ce_specversion").value(),
                            StandardCharsets.UTF_8));
            assertEquals("non_finite", driver.stopSignals().get(0).value().rule());
        }
    }

    @Test
    void aBatchThatHitsSiblingsIsAnEventOfTheData() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(started("a", "sweep", 400));
            driver.send(started("b", "sweep", 400));
            for (long step = 1; step <= 100; step++) {
                double jump = step == 90 || step == 91 || step == 92 ? 6 : 0;
                driver.send(checkpoint("a", step, loss(step) + jump));
                driver.send(checkpoint("b", step, loss(step) + 0.9 * jump));
            }
            List<Anomaly> anomalies = driver.anomalies().stream().map(TestRecord::value).toList();
            assertEquals(
                    1,
                    anomalies.stream()
                            .filter(each -> each.kind() == Anomaly.Kind.BAD_BATCH)
                            .count(),
                    () -> "" + anomalies);
            Anomaly last = anomalies.get(anomalies.size() - 1);
            assertEquals(Anomaly.Kind.SPIKE, last.kind());
            assertEquals(Anomaly.Severity.INFO, last.severity());
            assertEquals("sweep", last.group().orElseThrow());
        }
    }

    @Test
    void signalsOfAReplayExpireOnTheClockOfItsEvents() {
        Duration later = Duration.ofDays(300);
        List<StopSignal> live = signalsOfANonFiniteRun(Duration.ZERO);
        assertFalse(live.isEmpty());
        assertEquals(live, signalsOfANonFiniteRun(later));
        assertEquals(
                live.get(0).time().plus(MonitorConfig.defaults().stop().validity()),
                live.get(0).expires().orElseThrow());
    }

    /** Of one whose events arrive so much later than they happened. */
    private static List<StopSignal> signalsOfANonFiniteRun(Duration later) {
        try (MonitorDriver driver = new MonitorDriver()) {
            for (long step = 1; step <= 60; step++) {
                Checkpoint event = checkpoint("a", step, step < 30 ? loss(step) : Double.NaN);
                driver.send(
                        "a".getBytes(StandardCharsets.UTF_8),
                        RunEventJson.write(event),
                        event.time().plus(later));
            }
            return driver.stopSignals().stream().map(TestRecord::value).toList();
        }
    }

    @Test
    void anEventUnderAnotherKeyIsSentOnUnderItsRun() {
        Counted counted = new Counted();
        try (MonitorDriver driver = new MonitorDriver(TopologyConfig.DEFAULTS, counted)) {
            driver.send(null, RunEventJson.write(checkpoint("a", 1, 3.5)), START);
            driver.send(new byte[] {'x'}, RunEventJson.write(checkpoint("a", 2, 3.4)), START);
            assertEquals(2, driver.forecasts().size());
            assertEquals(2, counted.rekeyed);
            assertEquals(List.of("a"), names(driver));
            String odd =
                    "{\"type\":\"checkpoint\",\"run\":\"a\",\"step\":3,\"mood\":1,\"metrics\":{\"loss\":3}}";
            driver.send(null, odd.getBytes(StandardCharsets.UTF_8), START);
            assertEquals(3, counted.rekeyed);
            assertEquals(1, counted.unknownFields, "read twice, counted once");
        }
    }

    @Test
    void silenceIsFoundByTheClockAlone() {
        try (MonitorDriver driver = new MonitorDriver()) {
            for (long step = 1; step <= 20; step++) {
                driver.send(checkpoint("a", step, loss(step)));
            }
            driver.wait(Duration.ofHours(2));
            Set<Anomaly.Kind> kinds = new HashSet<>();
            driver.anomalies().forEach(each -> kinds.add(each.value().kind()));
            assertEquals(Set.of(Anomaly.Kind.STALLED), kinds);
        }
    }

    @Test
    void aRunIsForgottenAfterTheRetentionWithItsForecasts() {
        TopologyConfig config =
                new TopologyConfig(
                        "descentry.",
                        Guarantee.EXACTLY_ONCE,
                        1_000,
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(3));
        Counted counted = new Counted();
        try (MonitorDriver driver = new MonitorDriver(config, counted)) {
            driver.send(started("g1", "sweep", 10));
            driver.send(checkpoint("g1", 1, 3.5));
            driver.send(checkpoint("a", 1, 3.5));
            driver.forecasts();
            driver.leaderboards();
            driver.wait(Duration.ofMinutes(5));

            List<TestRecord<String, Forecast>> tombstones =
                    driver.forecasts().stream().filter(each -> each.value() == null).toList();
            assertEquals(
                    Set.of("a|loss", "g1|loss"),
                    Set.copyOf(tombstones.stream().map(TestRecord::key).toList()));
            assertEquals(List.of(), names(driver));
            assertNull(driver.groupMemory().get("sweep"));
            List<TestRecord<String, Leaderboard>> boards = driver.leaderboards();
            assertNull(boards.get(boards.size() - 1).value());
        }
    }

    @Test
    void anEventReadTwiceTeachesOnceUnderAtLeastOnce() {
        TopologyConfig config =
                new TopologyConfig(
                        "descentry.",
                        Guarantee.AT_LEAST_ONCE,
                        1_000,
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofDays(3));
        Counted counted = new Counted();
        byte[] first;
        try (MonitorDriver driver = new MonitorDriver(config, counted)) {
            for (long step = 1; step <= 10; step++) {
                driver.send(checkpoint("a", step, loss(step)));
            }
            first = driver.runMemory().get("a");
        }
        // A crash: the state is there, its offsets are not; the driver counts them from 0 again.
        try (MonitorDriver driver = new MonitorDriver(config, counted)) {
            driver.runMemory().put("a", first);
            for (long step = 1; step <= 10; step++) {
                driver.send(checkpoint("a", step, loss(step)));
            }
            assertEquals(10, counted.duplicates);
            assertEquals(10, driver.forecasts().size(), "published again");
            assertArrayEquals(first, driver.runMemory().get("a"));
        }
        // The topic created anew: offsets are low again, times are not.
        try (MonitorDriver driver = new MonitorDriver(config, counted)) {
            driver.runMemory().put("a", first);
            driver.send(checkpoint("a", 11, loss(11)));
            assertEquals(10, counted.duplicates);
            assertFalse(Arrays.equals(first, driver.runMemory().get("a")));
        }
    }

    @Test
    void aRunWithoutAKnownMetricIsSeenAndSaysWhy() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(started("odd", null, 1000));
            for (long step = 1; step <= 3; step++) {
                driver.send(named("energy gap", step));
            }
            driver.send(ended("odd"));

            List<UnfittedRun> said = driver.unfittedRuns().stream().map(TestRecord::value).toList();
            assertEquals(5, said.size());
            assertEquals("no metric has been reported yet", said.get(0).sentence());
            UnfittedRun last = said.get(4);
            assertEquals(RunState.COMPLETED, last.state());
            assertEquals(3, last.step());
            assertEquals(OptionalLong.of(1000), last.totalSteps());
            assertEquals(List.of("energy gap"), last.metrics());
            assertTrue(last.sentence().contains("energy gap; declare one as the objective"));
            assertTrue(driver.forecasts().isEmpty());
        }
    }

    @Test
    void aRunIsNoLongerUnfittedOnceItHasACurve() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.send(named("energy gap", 1));
            driver.send(checkpoint("odd", 2, 3.0));
            driver.send(checkpoint("odd", 3, 2.9));

            List<TestRecord<String, UnfittedRun>> said = driver.unfittedRuns();
            assertEquals(2, said.size());
            assertEquals("odd", said.get(1).key());
            assertNull(said.get(1).value());
            assertEquals(2, driver.forecasts().size());
        }
    }

    @Test
    void silenceOfARunWithoutACurveIsToldToo() {
        try (MonitorDriver driver = new MonitorDriver()) {
            for (long step = 1; step <= 30; step++) {
                driver.send(named("energy gap", step));
            }
            driver.unfittedRuns();
            driver.wait(Duration.ofMinutes(10));
            List<RunState> states =
                    driver.unfittedRuns().stream().map(each -> each.value().state()).toList();
            assertEquals(List.of(RunState.LATE, RunState.STALLED), states);
        }
    }

    private static Checkpoint named(String metric, long step) {
        return new Checkpoint(
                "odd",
                OptionalInt.empty(),
                step,
                START.plusSeconds(step),
                OptionalDouble.empty(),
                Map.of(metric, 1.0 / step));
    }

    @Test
    void everyNodeStoreAndTopicHasItsName() {
        String map =
                new MonitorTopology(
                                TopologyConfig.DEFAULTS,
                                MonitorConfig.defaults(),
                                MonitorMetrics.NOOP)
                        .build()
                        .describe()
                        .toString();
        for (String name :
                List.of(
                        "run-events",
                        "parse",
                        "run-monitor",
                        "group-monitor",
                        "run-memory",
                        "group-memory",
                        "descentry.group-news",
                        "descentry.dead-letters")) {
            assertTrue(map.contains(name), name);
        }
        assertFalse(map.contains("KSTREAM"), map);
    }

    private static List<String> names(MonitorDriver driver) {
        List<String> names = new ArrayList<>();
        driver.runMemory().all().forEachRemaining(entry -> names.add(entry.key));
        return names;
    }
}
