package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.ended;
import static io.github.descentry.topology.MonitorDriver.loss;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
}
