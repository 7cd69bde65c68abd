package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.stop.policy.PolicySet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a policy makes of one run: which rules judge it, when, and by what they have seen. */
class PolicyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
    private final List<StopSignal> signals = new ArrayList<>();
    private RunMemory memory = new RunMemory("a");
    private Rules rules = monitor.usual();

    private static Rules rules(Object... policies) {
        return Rules.of(PolicySet.of(Map.of("policies", List.of(policies))));
    }

    private static Map<String, ?> patience(int patience) {
        return Map.of(
                "name",
                "p",
                "mode",
                "advise",
                "rules",
                List.of(
                        Map.of(
                                "preset",
                                "keras.early_stopping",
                                "metric",
                                "val/loss",
                                "with",
                                Map.of("patience", patience, "mode", "min"))));
    }

    private void take(RunEvent event) {
        signals.addAll(monitor.step(memory, event, event.time(), rules).signals());
        memory = RunMemory.decode(memory.encode());
    }

    private void start(Map<String, String> tags) {
        take(
                new RunStarted(
                        "a",
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        START,
                        Plan.ofSteps(1000),
                        Optional.of(
                                new Objective("train/loss", Goal.MINIMIZE, OptionalDouble.empty())),
                        Map.of(),
                        tags));
    }

    private void report(long step, String metric, double value) {
        report(step, Map.of(metric, value));
    }

    private void report(long step, Map<String, Double> metrics) {
        take(
                new Checkpoint(
                        "a",
                        OptionalInt.empty(),
                        step,
                        START.plusSeconds(step),
                        OptionalDouble.empty(),
                        metrics));
    }

    @Test
    void aPresetStopsWhereTheOriginalWouldAndSaysWhichItIs() {
        rules = rules(patience(3));
        start(Map.of());
        double[] values = {3, 2, 2.1, 2.2, 2.3, 2.4};
        for (int i = 0; i < values.length; i++) {
            report(10L * i, "val/loss", values[i]);
            report(10L * i + 5, "train/loss", 3 - i * 0.1);
        }
        StopSignal signal = signals.get(0);
        assertEquals(1, signals.size(), "once");
        assertEquals(40, signal.step());
        assertEquals("keras.early_stopping", signal.rule());
        assertEquals(Mode.ADVISE, signal.mode());
        assertEquals(Optional.of("p"), signal.policy());
        assertTrue(signal.reason().startsWith("val/loss: keras.early_stopping"), signal.reason());
    }

    @Test
    void aPresetSeesAValueOnceHoweverOftenItIsTold() {
        rules = rules(patience(3));
        start(Map.of());
        report(0, "val/loss", 2);
        for (int told = 0; told < 5; told++) {
            report(10, "val/loss", 2.1);
        }
        assertEquals(List.of(), signals);
        report(20, "val/loss", 2.2);
        report(30, "val/loss", 2.3);
        assertEquals(30, signals.get(0).step());
    }

    @Test
    void aPresetSeesAValueOnceThoughItIsToldAgainBesideAnother() {
        rules = rules(patience(3));
        start(Map.of());
        report(0, "val/loss", 2);
        report(10, "val/loss", 2.1);
        report(10, Map.of("val/loss", 2.1, "train/loss", 1.9));
        report(20, "val/loss", 2.2);
        report(30, "val/loss", 2.3);
        assertEquals(30, signals.get(0).step());
    }

    @Test
    void aPresetThatIsLeftAloneGoesOnWhenThePolicyChangesElsewhere() {
        rules = rules(patience(3));
        start(Map.of());
        report(0, "val/loss", 2);
        report(10, "val/loss", 2.1);
        rules = rules(Map.of("name", "other", "match", Map.of("run", "b*")), patience(3));
        report(20, "val/loss", 2.2);
        report(30, "val/loss", 2.3);
        assertEquals(List.of(30L), signals.stream().map(StopSignal::step).toList());
    }

    @Test
    void aPresetWithOtherParametersBeginsAnewAndItsAdviceIsTakenBack() {
        rules = rules(patience(1));
        start(Map.of());
        report(0, "val/loss", 2);
        report(10, "val/loss", 2.1);
        rules = rules(patience(2));
        report(20, "val/loss", 2.2);
        assertEquals(
                List.of(Status.ADVISED, Status.WITHDRAWN),
                signals.stream().map(StopSignal::status).toList());
        report(30, "val/loss", 2.3);
        assertEquals(2, signals.size(), "2.2 was the first it saw");
        report(40, "val/loss", 2.4);
        assertEquals(3, signals.size());
    }

    @Test
    void minimumProgressHoldsARuleOffUntilThen() {
        rules =
                rules(
                        Map.of(
                                "name",
                                "p",
                                "minimum_progress",
                                0.5,
                                "rules",
                                patience(1).get("rules")));
        start(Map.of());
        report(0, "val/loss", 2);
        report(10, "val/loss", 2.1);
        assertEquals(List.of(), signals);
        report(490, "train/loss", 1);
        report(500, "val/loss", 1);
        assertEquals(List.of(500L), signals.stream().map(StopSignal::step).toList());
        assertTrue(signals.get(0).reason().contains("step 10"), signals.get(0).reason());
    }

    @Test
    void minimumProgressDoesNotHoldOffNaN() {
        rules = rules(Map.of("name", "p", "minimum_progress", 0.5));
        start(Map.of());
        for (long step = 1; step <= 10; step++) {
            report(step, "train/loss", step < 5 ? 3.0 : Double.NaN);
        }
        assertEquals(1, signals.size());
    }

    @Test
    void policiesSelectByTagsThatARunMayGiveLater() {
        rules =
                rules(
                        Map.of("name", "vision", "match", Map.of("tags", Map.of("team", "vision"))),
                        Map.of("name", "rest", "rules", List.of()));
        start(Map.of());
        for (long step = 1; step <= 10; step++) {
            report(step, "train/loss", Double.NaN);
        }
        assertEquals(List.of(), signals, "the rest is judged by no rule");
        start(Map.of("team", "vision"));
        report(11, "train/loss", Double.NaN);
        assertEquals(Optional.of("vision"), signals.get(0).policy());
    }

    @Test
    void aRunThatNoPolicyMatchesIsJudgedByNoRule() {
        rules = rules(Map.of("name", "p", "match", Map.of("run", "b*")));
        start(Map.of());
        for (long step = 1; step <= 20; step++) {
            report(step, "train/loss", Double.NaN);
        }
        assertEquals(List.of(), signals);
    }
}
