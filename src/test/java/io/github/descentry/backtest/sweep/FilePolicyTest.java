package io.github.descentry.backtest.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.policy.HeldFor;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.preset.study.StudyPresets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies of a file over recorded groups: what they stop, and what they hold back. */
class FilePolicyTest {

    private static final MonitorConfig CONFIG = MonitorConfig.defaults();
    private static final int STEPS = 200;
    private static final int RUNS = 8;

    private final Map<String, Object> policy = new LinkedHashMap<>(Map.of("name", "p"));
    private int secondsPerStep = 1;
    private boolean budgets = true;

    FilePolicyTest() {
        policy.put("mode", "advise");
    }

    /** Runs whose levels are in the order of their numbers, with some noise. */
    private CorpusRun recorded(int number) {
        Random random = new Random(number);
        List<Checkpoint> checkpoints = new ArrayList<>();
        String name = "r" + number;
        for (int step = 1; step <= STEPS; step++) {
            double value = 1 + 0.3 * number + 5 / Math.sqrt(step) + 0.01 * random.nextGaussian();
            checkpoints.add(
                    new Checkpoint(
                            name,
                            OptionalInt.empty(),
                            step,
                            CorpusRun.START.plusSeconds((long) secondsPerStep * step),
                            OptionalDouble.empty(),
                            Map.of("train_loss", value)));
        }
        return new CorpusRun(
                name,
                "c",
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of("ok"),
                Optional.of("train_loss"),
                checkpoints);
    }

    private StudiedPolicies policies() {
        return new StudiedPolicies(PolicySet.of(Map.of("policies", List.of(policy))), budgets);
    }

    private SweepGroup group(StudiedPolicies policies) {
        List<SweepRun> runs = new ArrayList<>();
        for (int number = 0; number < RUNS; number++) {
            runs.add(SweepRun.of(recorded(number), "g", CONFIG, Optional.of(policies)));
        }
        return new SweepGroup("g", "c", runs);
    }

    private SweepReplay.Outcome replay(SweepPolicy how, StudiedPolicies policies) {
        return new SweepReplay(0, 0).replay(group(policies), how);
    }

    private SweepReplay.Outcome replay() {
        StudiedPolicies policies = policies();
        return replay(new FilePolicy(policies, CONFIG), policies);
    }

    private static Map<String, Integer> byName(SweepReplay.Outcome outcome) {
        return outcome.stops().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().run(), Map.Entry::getValue));
    }

    private void asha() {
        policy.put("rules", List.of(Map.of("preset", "ray.asha")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ray.asha", "ray.median", "wandb.hyperband"})
    void aPresetWithoutBudgetsStopsWhatTheOriginalStops(String preset) {
        policy.put("rules", List.of(Map.of("preset", preset)));
        budgets = false;
        Map<String, Integer> stops = byName(replay());
        SweepPolicy original =
                new StudyPresetPolicy(
                        preset, StudyPresets.of(preset, new Parameters(preset, Map.of())));
        assertFalse(stops.isEmpty());
        assertEquals(byName(replay(original, policies())), stops);
    }

    @Test
    void budgetsHoldBackAndSayWhatFor() {
        asha();
        policy.put("budget", Map.of("group_share", 0.25));
        SweepReplay.Outcome outcome = replay();
        assertEquals(RUNS / 4, outcome.stops().size());
        assertTrue(outcome.held().get(HeldFor.GROUP_SHARE) > 0, outcome.held().toString());
        budgets = false;
        outcome = replay();
        assertTrue(outcome.stops().size() > RUNS / 4);
        assertEquals(Map.of(), outcome.held());
    }

    @Test
    void protectedRunsGoOnWithOrWithoutBudgets() {
        asha();
        policy.put("protect", List.of("*"));
        budgets = false;
        SweepReplay.Outcome outcome = replay();
        assertEquals(Map.of(), outcome.stops());
        assertEquals(Set.of(HeldFor.PROTECT), outcome.held().keySet());
    }

    @Test
    void toObserveIsJudgedAsToAdviseAndSaidSo() {
        asha();
        Map<String, Integer> advised = byName(replay());
        assertEquals(List.of(), policies().supposed());
        policy.put("mode", "observe");
        assertEquals(advised, byName(replay()));
        assertEquals(List.of("p"), policies().supposed());
    }

    @Test
    void aRuleThatIsOnlyToBeObservedInABolderPolicyStopsNothing() {
        policy.put("rules", List.of(Map.of("preset", "ray.asha", "mode", "observe")));
        assertEquals(Map.of(), replay().stops());
    }

    @Test
    void runsThatNoPolicyMatchesGoOn() {
        asha();
        budgets = false;
        policy.put("match", Map.of("run", "r7"));
        assertEquals(Set.of(), byName(replay()).keySet());
        policy.put("match", Map.of("run", "r*"));
        assertFalse(byName(replay()).isEmpty());
    }

    @Test
    void theHourOfABudgetGoesByTheRecordedTimes() {
        asha();
        policy.put("budget", Map.of("stops_per_hour", 1, "group_share", 1));
        int quick = replay().stops().size();
        secondsPerStep = 3600;
        int slow = replay().stops().size();
        assertEquals(1, quick);
        assertTrue(slow > quick, slow + " in " + STEPS + " h");
    }

    @Test
    void aStopThatIsLetGoLaterReachesTheRunAtItsNextReport() {
        asha();
        secondsPerStep = 60;
        policy.put("cool_down", "30m");
        budgets = true;
        List<Integer> stops = byName(replay()).values().stream().sorted().toList();
        assertTrue(stops.size() > 2, stops.toString());
        for (int i = 1; i < stops.size(); i++) {
            assertTrue(stops.get(i) - stops.get(i - 1) >= 29, stops.toString());
        }
    }

    @Test
    void presetsOnOneRunCountToo() {
        policy.put(
                "rules",
                List.of(
                        Map.of(
                                "preset",
                                "optuna.threshold",
                                "with",
                                Map.of("upper", 2.5, "n_warmup_steps", 100))));
        budgets = false;
        Map<String, Integer> stops = byName(replay());
        assertTrue(stops.containsKey("r7"), stops.toString());
        assertFalse(stops.containsKey("r0"), stops.toString());
    }

    /** Where all runs count as the best, every stop is wrong. */
    private Map<String, String> wrong(SweepPolicy how, StudiedPolicies policies) {
        return SweepResult.of(
                        group(policies),
                        how,
                        new SweepReplay(0, 0),
                        new SweepTruth(RUNS, OptionalDouble.empty()))
                .wrong();
    }

    @Test
    void aWrongStopTellsThePolicyAndTheRuleAndWhatTheRuleSaid() {
        policy.put("rules", List.of("unpromising"));
        StudiedPolicies policies = policies();
        Map<String, String> wrong = wrong(new FilePolicy(policies, CONFIG), policies);
        assertFalse(wrong.isEmpty());
        wrong.forEach((run, why) -> assertWhy("policy p, unpromising: ", why));
        SweepPolicy live =
                new MonitorPolicy(
                        SweepPolicy.Origin.OURS,
                        "unpromising",
                        CONFIG.with(CONFIG.stop().with(Set.of("unpromising"))),
                        false);
        wrong = wrong(live, policies);
        assertFalse(wrong.isEmpty());
        wrong.forEach((run, why) -> assertWhy("unpromising: ", why));
    }

    private static void assertWhy(String start, String why) {
        assertTrue(why.startsWith(start) && why.length() > start.length() + 10, why);
    }

    @Test
    void theTitleTellsNameVersionAndWhetherThereAreBudgets() {
        String version = PolicySet.of(Map.of("policies", List.of(policy))).version();
        assertEquals("p (" + version + ")", policies().title());
        budgets = false;
        assertEquals("p (" + version + ", no budgets)", policies().title());
    }
}
