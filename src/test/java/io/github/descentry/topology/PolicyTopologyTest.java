package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.ended;
import static io.github.descentry.topology.MonitorDriver.loss;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.metrics.MonitorMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What policies do to the advice that leaves the topology. */
final class PolicyTopologyTest {

    private static String policy(String more) {
        return "{\"policies\":[{\"name\":\"p\"" + more + "}]}";
    }

    private static List<StopSignal> signals(MonitorDriver driver) {
        return driver.stopSignals().stream().map(TestRecord::value).toList();
    }

    /** A run that loses its numbers at step 21. */
    private static void lose(MonitorDriver driver, String run) {
        for (long step = 1; step <= 30; step++) {
            driver.send(checkpoint(run, step, step > 20 ? Double.NaN : loss(step)));
        }
    }

    @Test
    void withoutPoliciesAdviceIsOnlyToBeObservedUnderTheConfigurationsOwn() {
        try (MonitorDriver driver = new MonitorDriver()) {
            lose(driver, "a");
            StopSignal signal = signals(driver).get(0);
            assertEquals(Mode.OBSERVE, signal.mode());
            assertEquals(Optional.of("default"), signal.policy());
            assertTrue(signal.policyVersion().isPresent());
            assertEquals(Optional.empty(), signal.held());
        }
    }

    @Test
    void policiesThatArriveWhileRunsAreWatchedCountFromTheNextReportOn() {
        try (MonitorDriver driver = new MonitorDriver()) {
            lose(driver, "before");
            driver.policies(policy(",\"mode\":\"enforce\""));
            lose(driver, "after");
            List<StopSignal> signals = signals(driver);
            assertEquals(Mode.OBSERVE, signals.get(0).mode());
            assertEquals(Mode.ENFORCE, signals.get(1).mode());
            assertEquals(Optional.of("p"), signals.get(1).policy());
            assertNotEquals(signals.get(0).policyVersion(), signals.get(1).policyVersion());
        }
    }

    @Test
    void policiesThatCannotBeReadLeaveTheLastOnesInForce() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"advise\""));
            lose(driver, "a");
            driver.policies("{\"policies\":[{\"name\":\"p\",\"mood\":\"enforce\"}]}");
            lose(driver, "b");
            driver.policies("no JSON");
            lose(driver, "c");
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of(Mode.ADVISE, Mode.ADVISE, Mode.ADVISE),
                    signals.stream().map(StopSignal::mode).toList());
        }
    }

    @Test
    void aPolicyThatNoLongerHasTheRuleTakesItsAdviceBack() {
        try (MonitorDriver driver = new MonitorDriver()) {
            lose(driver, "a");
            driver.policies(policy(",\"rules\":[\"diverged\"]"));
            driver.send(checkpoint("a", 31, Double.NaN));
            List<StopSignal> signals = signals(driver);
            assertEquals(2, signals.size());
            assertEquals(Status.WITHDRAWN, signals.get(1).status());
            assertEquals("the policy has changed", signals.get(1).reason());
            assertEquals(signals.get(0).id(), signals.get(1).id());
        }
    }

    @Test
    void whatTheBudgetOfTheHourHoldsBackIsLetGoWhenThereIsRoom() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"budget\":{\"stops_per_hour\":1}"));
            lose(driver, "a");
            lose(driver, "b");
            List<StopSignal> signals = signals(driver);
            assertEquals(Mode.ENFORCE, signals.get(0).mode());
            assertEquals(Mode.OBSERVE, signals.get(1).mode());
            assertTrue(signals.get(1).held().orElseThrow().contains("stops_per_hour=1"));
            driver.wait(Duration.ofMinutes(61));
            StopSignal released = signals(driver).get(0);
            assertEquals(signals.get(1).id(), released.id());
            assertEquals(Mode.ENFORCE, released.mode());
            assertEquals(Optional.empty(), released.held());
        }
    }

    @Test
    void whatIsHeldOfARunThatEndsIsNeverLetGo() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"budget\":{\"stops_per_hour\":1}"));
            lose(driver, "a");
            lose(driver, "b");
            assertEquals(2, signals(driver).size());
            driver.send(ended("b"));
            driver.wait(Duration.ofMinutes(61));
            assertEquals(List.of(), signals(driver));
        }
    }

    @Test
    void aShareOfTheGroupIsTheMostThatIsStopped() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"budget\":{\"group_share\":0.5}"));
            for (String run : List.of("a", "b", "c", "d")) {
                driver.send(started(run, "sweep", 400));
                for (long step = 1; step <= 15; step++) {
                    driver.send(checkpoint(run, step, loss(step)));
                }
            }
            for (String run : List.of("a", "b", "c", "d")) {
                for (long step = 16; step <= 25; step++) {
                    driver.send(checkpoint(run, step, Double.NaN));
                }
            }
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of(Mode.ENFORCE, Mode.ENFORCE, Mode.OBSERVE, Mode.OBSERVE),
                    signals.stream().map(StopSignal::mode).toList());
            assertTrue(signals.get(3).held().orElseThrow().contains("group_share allows 2"));
        }
    }

    @Test
    void aPresetOverTheRunsOfAGroupIsJudgedLive() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"rules\":[{\"preset\":\"ray.asha\"}]"));
            List<String> runs = List.of("a", "b", "c", "d");
            for (String run : runs) {
                driver.send(started(run, "sweep", 400));
            }
            for (long step = 1; step <= 30; step++) {
                for (String run : runs) {
                    driver.send(checkpoint(run, step, loss(step) + (run.charAt(0) - 'a')));
                }
            }
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of("b ray.asha", "c ray.asha", "d ray.asha"),
                    signals.stream()
                            .map(signal -> signal.run() + " " + signal.rule())
                            .distinct()
                            .sorted()
                            .toList());
            assertTrue(signals.get(0).reason().contains("stops at 1 % of the plan"));
            assertEquals(1, driver.stored(MonitorTopology.GROUP_STUDIES));
            // Its trials are forgotten with the group.
            driver.wait(Duration.ofDays(60));
            assertEquals(0, driver.stored(MonitorTopology.GROUP_STUDIES));
        }
    }

    @Test
    void aProtectedRunIsNeverToldButEverybodySeesWhatWouldHaveBeen() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"protect\":[\"base*\"]"));
            lose(driver, "baseline");
            StopSignal signal = signals(driver).get(0);
            assertEquals(Mode.OBSERVE, signal.mode());
            assertEquals("the run is protected by base*", signal.held().orElseThrow());
        }
    }

    private static String named(String name, String more) {
        return "{\"policies\":[{\"name\":\"" + name + "\",\"mode\":\"enforce\"" + more + "}]}";
    }

    @Test
    void aRunThatAnotherPolicyGovernsIsTakenBackAsItWasToldAndAdvisedAnewUnderThat() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(named("p", ""));
            lose(driver, "a");
            driver.policies(named("q", ""));
            driver.send(checkpoint("a", 31, Double.NaN));
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of(Status.ADVISED, Status.WITHDRAWN, Status.ADVISED),
                    signals.stream().map(StopSignal::status).toList());
            assertEquals(
                    List.of("p", "p", "q"),
                    signals.stream().map(it -> it.policy().orElseThrow()).toList());
            assertEquals(Mode.ENFORCE, signals.get(1).mode());
            assertEquals(Mode.ENFORCE, signals.get(2).mode());
            assertNotEquals(signals.get(0).id(), signals.get(2).id());
        }
    }

    @Test
    void theOtherPolicyProtectsARunThatItGovernsFromNowOn() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(named("p", ""));
            lose(driver, "a");
            driver.policies(named("q", ",\"protect\":[\"a\"]"));
            for (long step = 31; step <= 40; step++) {
                driver.send(checkpoint("a", step, Double.NaN));
            }
            List<StopSignal> signals = signals(driver);
            assertEquals(3, signals.size());
            assertEquals(Mode.OBSERVE, signals.get(2).mode());
            assertEquals("the run is protected by a", signals.get(2).held().orElseThrow());
        }
    }

    @Test
    void whatIsHeldUnderAPolicyThatIsGoneIsNotLetGoAfterTheRunsEndIfItComesBack() {
        String one = ",\"budget\":{\"stops_per_hour\":1}";
        for (String group : new String[] {null, "sweep"}) {
            try (MonitorDriver driver = new MonitorDriver()) {
                driver.policies(named("p", one));
                for (String run : List.of("a", "b", "c", "d")) {
                    driver.send(started(run, group, 400));
                    driver.send(checkpoint(run, 1, loss(1)));
                }
                lose(driver, "a");
                lose(driver, "b");
                List<StopSignal> signals = signals(driver);
                assertEquals(2, signals.size());
                assertTrue(signals.get(1).held().isPresent());
                driver.policies(named("q", ""));
                driver.send(ended("b"));
                driver.policies(named("p", one));
                driver.wait(Duration.ofMinutes(61));
                assertEquals(List.of(), signals(driver));
            }
        }
    }

    @Test
    void whatIsHeldOfARunOfAGroupThatEndsIsNeverLetGoThoughItHasNoObjective() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(
                    named(
                            "p",
                            ",\"rules\":[{\"preset\":\"keras.terminate_on_nan\",\"metric\":\"lr_scale\"}],"
                                    + "\"budget\":{\"stops_per_hour\":0}"));
            driver.send(started("a", "sweep", 400));
            for (long step = 1; step <= 3; step++) {
                driver.send(
                        new Checkpoint(
                                "a",
                                OptionalInt.empty(),
                                step,
                                MonitorDriver.START.plusSeconds(step),
                                OptionalDouble.empty(),
                                Map.of("lr_scale", step == 1 ? 1 : Double.NaN)));
            }
            List<StopSignal> signals = signals(driver);
            assertEquals(1, signals.size());
            assertTrue(signals.get(0).held().isPresent());
            assertEquals(Map.of("value", Double.NaN), signals.get(0).evidence());
            driver.send(ended("a"));
            driver.policies(
                    named(
                            "p",
                            ",\"rules\":[{\"preset\":\"keras.terminate_on_nan\",\"metric\":\"lr_scale\"}]"));
            driver.wait(Duration.ofMinutes(61));
            assertEquals(List.of(), signals(driver));
        }
    }

    @Test
    void aChangeOfTheModeIsSaidOfWhatStandsUnderTheSameId() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"observe\""));
            lose(driver, "a");
            driver.policies(policy(",\"mode\":\"enforce\""));
            driver.send(checkpoint("a", 31, Double.NaN));
            driver.send(checkpoint("a", 32, Double.NaN));
            driver.policies(policy(",\"mode\":\"observe\""));
            driver.send(checkpoint("a", 33, Double.NaN));
            driver.send(checkpoint("a", 34, Double.NaN));
            List<StopSignal> signals = signals(driver);
            assertEquals(
                    List.of(Mode.OBSERVE, Mode.ENFORCE, Mode.OBSERVE),
                    signals.stream().map(StopSignal::mode).toList());
            assertEquals(1, signals.stream().map(StopSignal::id).distinct().count());
        }
    }

    @Test
    void whatAnEditNoLongerHoldsBackIsLetGoAtOnce() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(named("p", ",\"protect\":[\"a\"]"));
            lose(driver, "a");
            assertTrue(signals(driver).get(0).held().isPresent());
            driver.policies(named("p", ""));
            driver.wait(Duration.ofSeconds(2));
            StopSignal released = signals(driver).get(0);
            assertEquals(Mode.ENFORCE, released.mode());
            assertEquals(Optional.empty(), released.held());
        }
    }

    @Test
    void recordsFromTheFutureUseUpNoBudgetOfDaysToCome() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(named("p", ",\"budget\":{\"stops_per_hour\":1}"));
            long year = Duration.ofDays(365).toSeconds();
            for (long step = 1; step <= 30; step++) {
                double value = step > 20 ? Double.NaN : loss(step);
                driver.send(checkpoint("early", step > 20 ? year + step : step, value));
            }
            lose(driver, "b");
            assertEquals(2, signals(driver).size());
            driver.wait(Duration.ofMinutes(61));
            List<StopSignal> released = signals(driver);
            assertEquals(List.of("b"), released.stream().map(StopSignal::run).toList());
        }
    }

    @Test
    void whatAPolicyHeldBackIsLetGoOnceItIsChangedAlthoughNobodyReports() {
        try (MonitorDriver driver = new MonitorDriver()) {
            driver.policies(policy(",\"mode\":\"enforce\",\"protect\":[\"a*\"]"));
            lose(driver, "a");
            StopSignal held = signals(driver).get(0);
            driver.wait(Duration.ofSeconds(5));
            assertEquals(List.of(), signals(driver));
            driver.policies(policy(",\"mode\":\"enforce\""));
            driver.wait(Duration.ofSeconds(2));
            StopSignal released = signals(driver).get(0);
            assertEquals(held.id(), released.id());
            assertEquals(Mode.ENFORCE, released.mode());
            assertNotEquals(held.policyVersion(), released.policyVersion());
        }
    }

    /** What is said of a group that loses its numbers, one second of the events after the other. */
    private static List<String> loseGroup(MonitorDriver driver, Duration wait, Duration delay) {
        driver.policies(named("p", ",\"cool_down\":\"20s\",\"budget\":{\"group_share\":1}"));
        List<String> runs = List.of("a", "b", "c", "best");
        for (String run : runs) {
            driver.send(started(run, "sweep", 400), delay);
        }
        for (long step = 1; step <= 120; step++) {
            driver.wait(wait);
            for (String run : runs) {
                boolean lost = step > 20 && !run.equals("best") || step > 60;
                double value = lost ? Double.NaN : loss(step) + run.length() - 4;
                driver.send(checkpoint(run, step, value), delay);
            }
        }
        for (String run : runs) {
            driver.send(ended(run), delay);
        }
        return signals(driver).stream()
                .map(it -> it.run() + " " + it.mode() + " " + it.time() + " " + it.held())
                .toList();
    }

    @Test
    void aReplayIsGovernedOnItsOwnClockAsTheLiveRunWas() {
        List<String> live;
        try (MonitorDriver driver = new MonitorDriver()) {
            live = loseGroup(driver, Duration.ofSeconds(1), Duration.ZERO);
        }
        assertEquals(4, live.stream().filter(it -> it.contains(" ENFORCE ")).count(), "" + live);
        Duration later = Duration.ofDays(326);
        try (MonitorDriver driver =
                new MonitorDriver(
                        TopologyConfig.DEFAULTS,
                        MonitorMetrics.NOOP,
                        MonitorDriver.START.plus(later.plusDays(1)))) {
            assertEquals(live, loseGroup(driver, Duration.ZERO, later));
            driver.wait(Duration.ofMinutes(20));
            assertEquals(List.of(), signals(driver));
        }
    }
}
