package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Rung;
import io.github.descentry.stop.RungRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How runs climb the rungs of their group, and what is said of them there. */
class RungsTest {

    private static final int MOST = 16;

    private final Rungs rungs = stored();

    /** Keeps bytes, as a store does. */
    private static Rungs stored() {
        Map<Integer, byte[]> records = new HashMap<>();
        return new Rungs() {
            @Override
            public Rung get(int rung) {
                byte[] record = records.get(rung);
                return record == null ? new Rung() : Rung.decode(record);
            }

            @Override
            public void put(int number, Rung rung) {
                records.put(number, rung.encode());
            }
        };
    }

    private static Forecast at(String run, long step, long total, double value, long seconds) {
        return in(RunState.RUNNING, run, step, total, value, seconds);
    }

    private static Forecast in(
            RunState state, String run, long step, long total, double value, long seconds) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.of("sweep"),
                "loss",
                Goal.MINIMIZE,
                true,
                1,
                state,
                Optional.empty(),
                step,
                Job.START.plusSeconds(seconds),
                value,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(total),
                ScheduleKnowledge.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    private double level(int rung, String run) {
        return rungs.get(rung).mark(run).level();
    }

    @Test
    void runsOnUnequalGridsMeetAtRungs() {
        Ladder coarse = new Ladder();
        // Reports at 1.25, 4.25 and 7.25 % of 400 steps; rungs lie between.
        coarse.climb(at("coarse", 5, 400, 6, 5), rungs, MOST);
        assertEquals(4, coarse.climb(at("coarse", 17, 400, 3, 17), rungs, MOST));
        assertEquals(7, coarse.climb(at("coarse", 29, 400, 3, 29), rungs, MOST));
        assertEquals(6, level(1, "coarse"));
        assertEquals(5.25, level(2, "coarse"), 1e-12);
        assertEquals(4.25, level(3, "coarse"), 1e-12);
        assertEquals(3.25, level(4, "coarse"), 1e-12);
        assertEquals(3, level(7, "coarse"), 1e-12);
        assertNull(rungs.get(8).mark("coarse"));

        Ladder fine = new Ladder();
        for (int step = 1; step <= 40; step++) {
            fine.climb(at("fine", step, 1000, 7, step), rungs, MOST);
        }
        assertEquals(7, level(4, "fine"), 1e-12);
        assertEquals(2, rungs.get(4).marks().size());
    }

    @Test
    void aReportExactlyAtARungCrossesIt() {
        Ladder ladder = new Ladder();
        for (int step = 1; step <= 100; step++) {
            assertEquals(step, ladder.climb(at("a", step, 100, step, step), rungs, MOST));
            assertEquals(step, level(step, "a"), 6, "the level is a median of the last 5 %");
        }
    }

    @Test
    void aRunHeardOfLateHasNoMarksBelow() {
        Ladder ladder = new Ladder();
        assertEquals(40, ladder.climb(at("a", 40, 100, 3, 40), rungs, MOST));
        assertNull(rungs.get(39).mark("a"));
        Ladder between = new Ladder();
        assertEquals(0, between.climb(at("b", 407, 1000, 3, 40), rungs, MOST));
    }

    @Test
    void whatComesASecondTimeChangesNothing() {
        Ladder ladder = new Ladder();
        ladder.climb(at("a", 10, 100, 3, 10), rungs, MOST);
        ladder.climb(at("a", 20, 100, 2, 20), rungs, MOST);
        assertEquals(0, ladder.climb(at("a", 10, 100, 3, 10), rungs, MOST));
        assertEquals(0, ladder.climb(at("a", 20, 100, 2, 20), rungs, MOST));
        assertEquals(0.2, ladder.share());
    }

    @Test
    void aRunThatGoesBackClimbsAnew() {
        Ladder ladder = new Ladder();
        ladder.climb(at("a", 10, 100, 9, 10), rungs, MOST);
        ladder.climb(at("a", 20, 100, 9, 20), rungs, MOST);
        assertEquals(10, ladder.climb(at("a", 10, 100, 5, 30), rungs, MOST));
        assertEquals(5, level(10, "a"));
        assertEquals(9, level(20, "a"));
        ladder.climb(at("a", 20, 100, 4, 40), rungs, MOST);
        assertEquals(4, level(20, "a"));
    }

    @Test
    void aRunThatGoesBackHasTheLevelOfItsNewValuesAtOnce() {
        Ladder ladder = new Ladder();
        for (int step = 1; step <= 100; step++) {
            ladder.climb(at("a", step, 100, 9, step), rungs, MOST);
        }
        ladder.climb(at("a", 50, 100, 5, 200), rungs, MOST);
        assertEquals(5, level(50, "a"));
    }

    @Test
    void aRunThatHasEndedClimbsNoFurther() {
        Ladder ladder = new Ladder();
        ladder.climb(at("a", 10, 100, 3, 10), rungs, MOST);
        Forecast ended = in(RunState.FAILED, "a", 20, 100, 3, 20);
        assertEquals(0, ladder.climb(ended, rungs, MOST));
        assertNull(rungs.get(20).mark("a"));
        assertEquals(0.1, ladder.share());
    }

    @Test
    void theForecastOfARunThatIsUnstableIsNotMarked() {
        Ladder ladder = new Ladder();
        ladder.climb(forecast("a", 100, 3, 1), rungs, MOST);
        ladder.climb(forecast(RunState.UNSTABLE, "a", 200, 3, 2), rungs, MOST);
        assertEquals(3, rungs.get(10).mark("a").expected());
        assertEquals(Double.NaN, rungs.get(20).mark("a").expected());
        assertEquals(3, level(20, "a"));
    }

    @Test
    void valuesThatAreNoNumbersLeaveTheLevelAlone() {
        Ladder ladder = new Ladder();
        assertEquals(0, ladder.climb(at("a", 5, 100, Double.NaN, 5), rungs, MOST));
        ladder.climb(at("a", 10, 100, 3, 10), rungs, MOST);
        ladder.climb(at("a", 11, 100, Double.POSITIVE_INFINITY, 11), rungs, MOST);
        assertEquals(3, level(11, "a"));
    }

    @Test
    void aDecodedLadderGoesOnAsItWouldHave() {
        Ladder ladder = new Ladder();
        Rungs others = Rungs.inMemory();
        for (int step = 1; step <= 300; step++) {
            StateWriter out = new StateWriter();
            ladder.write(out);
            Ladder decoded = new Ladder();
            decoded.read(new StateReader(out.toByteArray()));
            Forecast next = at("a", step, 300, Math.sin(step), step);
            assertEquals(ladder.climb(next, rungs, MOST), decoded.climb(next, others, MOST));
            ladder = decoded;
        }
        for (int rung = 1; rung <= 100; rung++) {
            assertEquals(level(rung, "a"), others.get(rung).mark("a").level());
        }
    }

    /** A group of four: three close to each other, one far behind; some way through its plan. */
    private List<StopSignal> sweep(Set<String> rules, int until) {
        MonitorConfig defaults = MonitorConfig.defaults();
        GroupMonitor monitor = new GroupMonitor(defaults.with(defaults.stop().with(rules)));
        GroupMemory memory = new GroupMemory("sweep");
        List<StopSignal> signals = new ArrayList<>();
        long time = 0;
        for (int step = 1; step <= until; step++) {
            for (String run : List.of("a", "b", "c", "far")) {
                double base = 3 + 20.0 / step;
                double value = run.equals("far") ? base + 4 : base + 0.3 * (run.charAt(0) - 'a');
                signals.addAll(
                        monitor.step(memory, rungs, forecast(run, step, value, time++)).signals());
                memory = GroupMemory.decode(memory.encode());
            }
        }
        return signals;
    }

    private static Forecast forecast(String run, long step, double value, long seconds) {
        return forecast(RunState.RUNNING, run, step, value, seconds);
    }

    private static Forecast forecast(
            RunState state, String run, long step, double value, long seconds) {
        Forecast plain = in(state, run, step, 1000, value, seconds);
        Forecast.Estimate estimate =
                new Forecast.Estimate(
                        1000,
                        true,
                        value,
                        1,
                        new Forecast.Quantiles(value, value, value, value, value, value, value),
                        value,
                        0.5,
                        0,
                        "law",
                        OptionalDouble.empty(),
                        OptionalLong.empty());
        return new Forecast(
                plain.run(),
                plain.project(),
                plain.group(),
                plain.metric(),
                plain.goal(),
                plain.objective(),
                plain.attempt(),
                plain.state(),
                plain.worstAnomaly(),
                plain.step(),
                plain.time(),
                plain.value(),
                plain.smoothed(),
                plain.zscore(),
                plain.learningRate(),
                plain.totalSteps(),
                plain.schedule(),
                Optional.of(estimate),
                Optional.empty());
    }

    @Test
    void theRunFarBehindIsAdvisedToStopOnceByTheRuleThatIsOn() {
        for (String rule : List.of("unpromising", "median", "percentile", "halving")) {
            List<StopSignal> signals = sweep(Set.of(rule), 400);
            List<StopSignal> ofFar =
                    signals.stream().filter(signal -> signal.run().equals("far")).toList();
            assertEquals(1, ofFar.size(), rule);
            assertEquals(rule, ofFar.get(0).rule());
            assertEquals(Status.ADVISED, ofFar.get(0).status());
            assertTrue(
                    signals.stream().noneMatch(signal -> signal.run().equals("a")),
                    "the leader is never advised to stop");
        }
    }

    /**
     * Six runs whose order is plain report in turn, but not always in the same order, and one or
     * the other lags a few reports behind.
     */
    @ParameterizedTest
    @ValueSource(strings = {"unpromising", "median", "percentile", "halving"})
    void whoReportsAMomentLaterChangesNobodysMind(String rule) {
        MonitorConfig defaults = MonitorConfig.defaults();
        GroupMonitor monitor = new GroupMonitor(defaults.with(defaults.stop().with(Set.of(rule))));
        Map<String, Long> withdrawn = new TreeMap<>();
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            GroupMemory memory = new GroupMemory("sweep");
            Rungs fresh = stored();
            int[] steps = new int[6];
            for (long time = 0; steps[0] < 100 || steps[5] < 100; time++) {
                int run = random.nextInt(6);
                int least = Arrays.stream(steps).min().getAsInt();
                if (steps[run] >= 100 || steps[run] > least + seed % 3) {
                    continue;
                }
                int step = 10 * ++steps[run];
                double value = 2 + 0.3 * run + 3 * Math.pow(step + 10, -0.3);
                value += 0.01 * random.nextGaussian();
                for (StopSignal signal :
                        monitor.step(memory, fresh, forecast("s" + run, step, value, time))
                                .signals()) {
                    if (signal.status() == Status.WITHDRAWN) {
                        withdrawn.merge("s" + run + " seed " + seed, 1L, Long::sum);
                    }
                }
            }
        }
        assertEquals(Map.of(), withdrawn);
    }

    /** What is said of a run whose first report is at 40 %, where the others are that far. */
    private List<StopSignal> joined(String rule, double worse, Map<String, Integer> others) {
        MonitorConfig defaults = MonitorConfig.defaults();
        GroupMonitor monitor = new GroupMonitor(defaults.with(defaults.stop().with(Set.of(rule))));
        GroupMemory memory = new GroupMemory("sweep");
        Rungs fresh = stored();
        for (int step = 10; step <= 400; step += 10) {
            for (Map.Entry<String, Integer> each : new TreeMap<>(others).entrySet()) {
                if (step <= 10 * each.getValue()) {
                    double value = 3 + 20.0 / step + 0.3 * (each.getKey().charAt(0) - 'a');
                    monitor.step(memory, fresh, forecast(each.getKey(), step, value, step));
                }
            }
        }
        Forecast first = forecast("late", 400, 3 + 20.0 / 400 + worse, 400);
        return monitor.step(memory, fresh, first).signals();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unpromising", "median", "percentile", "halving"})
    void aRunHeardOfLateIsNotJudgedWhereItHasNotBeen(String rule) {
        Map<String, Integer> behind = Map.of("a", 30, "b", 30, "c", 30, "d", 30);
        assertEquals(List.of(), joined(rule, 4, behind));
        assertEquals(List.of(), joined(rule, -4, behind));
    }

    /** One that is nearly as far has come to 38 %: there a rule that counts asks a second time. */
    @ParameterizedTest
    @CsvSource({"unpromising, 1, 1", "median, 1, 0", "percentile, 1, 0", "halving, 0, 0"})
    void norWhereAStragglerIs(String rule, int without, int with) {
        Map<String, Integer> together = Map.of("a", 40, "b", 40, "c", 40, "d", 40);
        assertEquals(without, joined(rule, 4, together).size());
        Map<String, Integer> straggler = Map.of("a", 40, "b", 40, "c", 40, "d", 38);
        assertEquals(with, joined(rule, 4, straggler).size());
        assertEquals(List.of(), joined(rule, -4, straggler));
    }

    @Test
    void runsClimbWhateverRulesAreOnSoThatOneSwitchedOnLaterFindsItsEvidence() {
        assertEquals(List.of(), sweep(Set.of(), 200));
        assertFalse(rungs.get(20).marks().isEmpty());
    }

    @Test
    void theFirstToArriveIsJudgedWhereTheOthersHaveBeenToo() {
        GroupMemory memory = new GroupMemory("sweep");
        for (String run : List.of("ahead", "b", "c")) {
            GroupEntry entry = memory.add(run, MOST);
            entry.metric = "loss";
            long steps = run.equals("ahead") ? 30 : 20;
            for (int step = 1; step <= steps; step++) {
                entry.ladder.climb(at(run, step, 100, 3, step), rungs, MOST);
            }
        }
        assertEquals(20, RungJudge.facts(memory, memory.entry("ahead"), 30, rungs).shared());
        assertEquals(20, RungJudge.facts(memory, memory.entry("b"), 20, rungs).shared());
    }

    /** A tenth of what the run has done, or five hundredths of the plan. */
    @Test
    void whoIsNearlyAsFarIsWaitedForBeforeAVerdictHolds() {
        GroupMemory memory = new GroupMemory("sweep");
        Map<String, Integer> steps =
                Map.of("first", 80, "second", 80, "third", 80, "near", 73, "far", 71, "young", 4);
        for (Map.Entry<String, Integer> each : new TreeMap<>(steps).entrySet()) {
            GroupEntry entry = memory.add(each.getKey(), MOST);
            entry.metric = "loss";
            for (int step = 1; step <= each.getValue(); step++) {
                entry.ladder.climb(at(each.getKey(), step, 100, 3, step), rungs, MOST);
            }
        }
        assertEquals(80, RungJudge.facts(memory, memory.entry("first"), 80, rungs).shared());
        assertEquals(73, RungJudge.facts(memory, memory.entry("first"), 80, rungs).settled());
        assertEquals(71, RungJudge.facts(memory, memory.entry("near"), 73, rungs).settled());
        assertEquals(4, RungJudge.facts(memory, memory.entry("young"), 4, rungs).settled());
        memory.entry("near").state = RunState.FAILED;
        assertEquals(80, RungJudge.facts(memory, memory.entry("first"), 80, rungs).settled());
        RungRule.Facts early = RungJudge.facts(memory, memory.entry("young"), 4, rungs);
        GroupEntry last = memory.add("last", MOST);
        last.metric = "loss";
        last.ladder.climb(at("last", 1, 100, 3, 1), rungs, MOST);
        assertEquals(4, early.settled());
        assertEquals(1, RungJudge.facts(memory, memory.entry("young"), 4, rungs).settled());
    }

    /** Plans of 1000 and 3000 steps are known; who has told none counts as an average run. */
    @Test
    void theCostOfARunIsItsPartOfTheStepsOfAll() {
        GroupMemory memory = new GroupMemory("sweep");
        for (String run : List.of("short", "long", "unknown")) {
            memory.add(run, MOST).metric = "loss";
        }
        GroupEntry brief = memory.entry("short");
        assertEquals(1.0 / 3, RungJudge.facts(memory, brief, 10, rungs).part(), 1e-12);
        brief.step = 100;
        brief.share = 0.1;
        memory.entry("long").step = 300;
        memory.entry("long").share = 0.1;
        assertEquals(1.0 / 6, RungJudge.facts(memory, brief, 10, rungs).part(), 1e-12);
    }

    @Test
    void whoRunsOrHasCompletedContends() {
        GroupMemory memory = new GroupMemory("sweep");
        for (RunState state : RunState.values()) {
            GroupEntry entry = memory.add(state.name(), MOST);
            entry.metric = "loss";
            entry.state = state;
        }
        GroupEntry judged = memory.add("judged", MOST);
        judged.metric = "loss";
        List<String> contending =
                RungJudge.facts(memory, judged, 10, rungs).siblings().stream()
                        .filter(sibling -> sibling.contends())
                        .map(sibling -> sibling.run())
                        .toList();
        assertEquals(List.of("RUNNING", "LATE", "COMPLETED"), contending);
    }

    /** One that is late may yet go on; one that has ended holds nobody up. */
    @Test
    void theMiddleOneOfThoseThatRunSaysHowFarTheOthersHaveBeen() {
        GroupMemory memory = new GroupMemory("sweep");
        for (int runs = 1; runs <= 3; runs++) {
            GroupEntry entry = memory.add("r" + runs, MOST);
            entry.metric = "loss";
            for (int step = 1; step <= 10 * runs; step++) {
                entry.ladder.climb(at("r" + runs, step, 100, 3, step), rungs, MOST);
            }
        }
        GroupEntry last = memory.entry("r1");
        GroupEntry first = memory.entry("r3");
        assertEquals(20, RungJudge.facts(memory, first, 30, rungs).shared());
        last.state = RunState.LATE;
        assertEquals(20, RungJudge.facts(memory, first, 30, rungs).shared());
        last.state = RunState.FAILED;
        assertEquals(30, RungJudge.facts(memory, first, 30, rungs).shared());
    }
}
