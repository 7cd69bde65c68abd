package io.github.descentry.stop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Goal;
import io.github.descentry.stop.RungRule.Facts;
import io.github.descentry.stop.RungRule.Sibling;
import io.github.descentry.stop.Verdict.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rules on rungs say of small groups. */
class RungRulesTest {

    private static final int MOST = 100;

    private final Map<Integer, Rung> rungs = new HashMap<>();

    private void mark(int rung, String run, double level) {
        mark(rung, run, level, Double.NaN);
    }

    private void mark(int rung, String run, double level, double expected) {
        rungs.computeIfAbsent(rung, number -> new Rung())
                .put(new Rung.Mark(run, level, expected), MOST);
    }

    private Facts facts(Goal goal, String run, int at, String... siblings) {
        List<Sibling> others = new ArrayList<>();
        for (String sibling : siblings) {
            others.add(new Sibling(sibling, true));
        }
        return facts(goal, run, at, others);
    }

    private Facts facts(Goal goal, String run, int at, List<Sibling> siblings) {
        return facts(goal, run, at, 1.0 / (siblings.size() + 1), siblings);
    }

    private Facts facts(Goal goal, String run, int at, double part, List<Sibling> siblings) {
        return new Facts(
                "loss",
                goal,
                run,
                at,
                at,
                at,
                part,
                siblings,
                rung -> rungs.getOrDefault(rung, new Rung()));
    }

    private static final RungRule MEDIAN = PercentileRule.median(PercentileConfig.MEDIAN);

    @Test
    void theMedianRuleStopsTheWorseHalfOnly() {
        mark(50, "a", 1);
        mark(50, "b", 2);
        mark(50, "c", 3);
        mark(50, "d", 2.5);
        assertEquals(Call.STOP, MEDIAN.judge(facts(Goal.MINIMIZE, "d", 50, "a", "b", "c")).call());
        assertEquals(Call.CLEAR, MEDIAN.judge(facts(Goal.MINIMIZE, "b", 50, "a", "c", "d")).call());
        assertEquals(Call.STOP, MEDIAN.judge(facts(Goal.MAXIMIZE, "a", 50, "b", "c", "d")).call());
    }

    @Test
    void theMedianRuleSaysNothingOfFewOrEarly() {
        mark(50, "a", 1);
        mark(50, "b", 2);
        mark(50, "c", 9);
        assertEquals(Call.UNSURE, MEDIAN.judge(facts(Goal.MINIMIZE, "c", 50, "a", "b")).call());
        mark(20, "a", 1);
        mark(20, "b", 2);
        mark(20, "c", 9);
        mark(20, "d", 2);
        assertEquals(
                Call.UNSURE, MEDIAN.judge(facts(Goal.MINIMIZE, "c", 20, "a", "b", "d")).call());
    }

    @Test
    void equalRunsAllGoOn() {
        for (String run : List.of("a", "b", "c", "d")) {
            mark(50, run, 1);
        }
        assertEquals(Call.CLEAR, MEDIAN.judge(facts(Goal.MINIMIZE, "d", 50, "a", "b", "c")).call());
    }

    @Test
    void aPercentileKeepsItsShare() {
        RungRule rule = PercentileRule.percentile(PercentileConfig.QUARTER);
        for (int i = 1; i <= 9; i++) {
            mark(30, "r" + i, i);
        }
        String[] others = {"r1", "r3", "r4", "r5", "r6", "r7", "r8", "r9"};
        // Of the eight others, ⌈0.25 · 8⌉ = 2: the bound is that of r3.
        assertEquals(Call.CLEAR, rule.judge(facts(Goal.MINIMIZE, "r2", 30, others)).call());
        others[1] = "r2";
        assertEquals(Call.STOP, rule.judge(facts(Goal.MINIMIZE, "r3", 30, others)).call());
    }

    @Test
    void halvingLetsOneInEtaGoOnAndNeverStopsTheBest() {
        RungRule rule = new HalvingRule(new HalvingConfig(3, 0.1));
        mark(10, "a", 1);
        mark(10, "b", 2);
        mark(10, "c", 3);
        mark(10, "d", 4);
        // Four runs, ⌈4 / 3⌉ = 2 go on.
        assertEquals(Call.CLEAR, rule.judge(facts(Goal.MINIMIZE, "a", 10, "b", "c", "d")).call());
        assertEquals(Call.CLEAR, rule.judge(facts(Goal.MINIMIZE, "b", 10, "a", "c", "d")).call());
        assertEquals(Call.STOP, rule.judge(facts(Goal.MINIMIZE, "c", 10, "a", "b", "d")).call());
    }

    @Test
    void halvingJudgesAtTheHighestOfItsRungsWhicheverWayIsBetter() {
        RungRule rule = new HalvingRule(new HalvingConfig(3, 0.1));
        for (Goal goal : Goal.values()) {
            rungs.clear();
            String[] runs = {"a", "b", "c"};
            for (int i = 0; i < runs.length; i++) {
                mark(10, runs[i], goal.sign() * i);
                mark(30, runs[i], -goal.sign() * i);
            }
            assertEquals(Call.CLEAR, rule.judge(facts(goal, "a", 29, "b", "c")).call());
            assertEquals(Call.STOP, rule.judge(facts(goal, "c", 29, "a", "b")).call());
            assertEquals(Call.STOP, rule.judge(facts(goal, "a", 30, "b", "c")).call());
            assertEquals(Call.CLEAR, rule.judge(facts(goal, "c", 30, "a", "b")).call());
        }
    }

    @Test
    void halvingStopsNoneOfEqualRuns() {
        RungRule rule = new HalvingRule(new HalvingConfig(3, 0.1));
        mark(10, "a", 1);
        mark(10, "b", 1);
        mark(10, "c", 1);
        assertEquals(Call.CLEAR, rule.judge(facts(Goal.MINIMIZE, "c", 10, "a", "b")).call());
    }

    @Test
    void aRunThatPassedARungEarlyIsJudgedThereAgain() {
        RungRule rule = new HalvingRule(new HalvingConfig(3, 0.1));
        mark(10, "first", 4);
        mark(12, "first", 3.9);
        assertEquals(Call.UNSURE, rule.judge(facts(Goal.MINIMIZE, "first", 10)).call());
        mark(10, "b", 1);
        mark(10, "c", 2);
        assertEquals(Call.STOP, rule.judge(facts(Goal.MINIMIZE, "first", 12, "b", "c")).call());
    }

    /** Three runs whose distances do not change, and one that is far behind them. */
    private void steady(Goal goal) {
        for (int rung = 1; rung <= 100; rung++) {
            double base = 3 + 2.0 / rung;
            mark(rung, "a", goal.sign() * base);
            mark(rung, "b", goal.sign() * (base + 0.1));
            mark(rung, "c", goal.sign() * (base + 0.12));
            mark(rung, "far", goal.sign() * (base + 5));
        }
    }

    private static final RungRule UNPROMISING = new UnpromisingRule(UnpromisingConfig.DEFAULT);

    @Test
    void aRunFarBehindIsUnpromisingWhicheverWayIsBetter() {
        for (Goal goal : Goal.values()) {
            rungs.clear();
            steady(goal);
            Verdict verdict = UNPROMISING.judge(facts(goal, "far", 20, "a", "b", "c"));
            assertEquals(Call.STOP, verdict.call(), goal.name());
            assertEquals(5, verdict.evidence().get("distance"), 1e-9);
            assertTrue(
                    verdict.evidence().get("expected_loss") < verdict.evidence().get("loss_bound"));
        }
    }

    @Test
    void theRunAtTheHeadIsNeverUnpromising() {
        steady(Goal.MINIMIZE);
        for (int at = 3; at <= 97; at++) {
            assertEquals(
                    Call.CLEAR,
                    UNPROMISING.judge(facts(Goal.MINIMIZE, "a", at, "b", "c", "far")).call());
        }
    }

    @Test
    void unpromisingJudgesNeitherTheFirstPercentsNorTheLast() {
        steady(Goal.MINIMIZE);
        for (int at : new int[] {2, 98}) {
            assertEquals(
                    Call.UNSURE,
                    UNPROMISING.judge(facts(Goal.MINIMIZE, "far", at, "a", "b", "c")).call(),
                    "at=" + at);
        }
        for (int at : new int[] {3, 97}) {
            assertEquals(
                    Call.CLEAR,
                    UNPROMISING.judge(facts(Goal.MINIMIZE, "a", at, "b", "c", "far")).call(),
                    "at=" + at);
        }
    }

    @Test
    void whatARunAddsIsReckonedWithItsOwnPartOfTheDistance() {
        steady(Goal.MINIMIZE);
        Map<String, Double> evidence =
                UNPROMISING.judge(facts(Goal.MINIMIZE, "far", 20, "a", "b", "c")).evidence();
        // A distance is that of two runs; the spread is the median of 0, 0.1, 0.12 and 5.
        double scale = evidence.get("distance_scale") / Math.sqrt(2);
        double adds = Contribution.of(new double[] {0, 5, 0.1, 0.12}, 1, scale);
        assertEquals(adds, evidence.get("expected_loss"), 1e-9);
        assertEquals(0.11, evidence.get("spread"), 1e-9);
    }

    @Test
    void aRunIsClearedOnlyWhenItAddsTwiceWhatMayBeLost() {
        steady(Goal.MINIMIZE);
        Facts facts = facts(Goal.MINIMIZE, "far", 20, "a", "b", "c");
        Map<String, Double> evidence = UNPROMISING.judge(facts).evidence();
        double even =
                UnpromisingConfig.DEFAULT.tolerance()
                        * evidence.get("expected_loss")
                        / evidence.get("loss_bound");
        assertEquals(Call.STOP, withTolerance(even * 1.01).judge(facts).call());
        assertEquals(Call.UNSURE, withTolerance(even * 0.99).judge(facts).call());
        assertEquals(Call.UNSURE, withTolerance(even * 0.51).judge(facts).call());
        assertEquals(Call.CLEAR, withTolerance(even * 0.49).judge(facts).call());
    }

    private static RungRule withTolerance(double tolerance) {
        return new UnpromisingRule(UnpromisingConfig.DEFAULT.with(tolerance));
    }

    /** As much as is left of the plan: in the end there is nothing to disagree about. */
    @Test
    void whatForecastAndLevelDisagreeByFadesTowardsTheEnd() {
        for (int rung = 1; rung <= 100; rung++) {
            mark(rung, "a", 3);
            mark(rung, "b", 3.1);
            mark(rung, "far", 8);
        }
        RungRule rule = new UnpromisingRule(UnpromisingConfig.DEFAULT.with(10).indifferent(1));
        for (int at : new int[] {20, 50, 90}) {
            double agreed = squaredScale(rule, at);
            mark(at, "a", 3, 3);
            mark(at, "far", 8, 6);
            double ahead = Math.min(1, Math.log(100.0 / at));
            assertEquals(4 * ahead, squaredScale(rule, at) - agreed, 1e-9, "at=" + at);
        }
    }

    private double squaredScale(RungRule rule, int at) {
        Verdict verdict = rule.judge(facts(Goal.MINIMIZE, "far", at, "a", "b"));
        double scale = verdict.evidence().get("distance_scale");
        return scale * scale;
    }

    @Test
    void aRunThatIsCatchingUpIsKept() {
        steady(Goal.MINIMIZE);
        for (int rung = 1; rung <= 40; rung++) {
            mark(rung, "far", 3 + 2.0 / rung + 5 * (1 - rung / 50.0));
        }
        assertTrue(
                UNPROMISING.judge(facts(Goal.MINIMIZE, "far", 40, "a", "b", "c")).call()
                        != Call.STOP);
    }

    @Test
    void aForecastThatContradictsTheLevelKeepsTheRun() {
        steady(Goal.MINIMIZE);
        assertEquals(
                Call.STOP,
                UNPROMISING.judge(facts(Goal.MINIMIZE, "far", 20, "a", "b", "c")).call());
        for (int rung = 1; rung <= 20; rung++) {
            double base = 3 + 2.0 / rung;
            mark(rung, "a", base, 3);
            mark(rung, "far", base + 5, 3.05);
        }
        assertTrue(
                UNPROMISING.judge(facts(Goal.MINIMIZE, "far", 20, "a", "b", "c")).call()
                        != Call.STOP);
    }

    @Test
    void ofNearlyEqualRunsAllButOneMayGoWhereThatIsIndifferent() {
        for (int rung = 1; rung <= 100; rung++) {
            mark(rung, "a", 3 + 2.0 / rung);
            mark(rung, "b", 3.0001 + 2.0 / rung);
            mark(rung, "c", 3.0002 + 2.0 / rung);
        }
        UnpromisingConfig strict = UnpromisingConfig.DEFAULT.with(0.001).indifferent(0);
        Facts facts = facts(Goal.MINIMIZE, "b", 20, "a", "c");
        assertTrue(new UnpromisingRule(strict).judge(facts).call() != Call.STOP);
        UnpromisingConfig indifferent = strict.indifferent(0.001);
        assertEquals(Call.STOP, new UnpromisingRule(indifferent).judge(facts).call());
    }

    /** What is asked is whether it is worth its steps, so who costs more is stopped earlier. */
    @Test
    void ofRunsThatPromiseTheSameTheCostlierGoesFirst() {
        for (int rung = 1; rung <= 100; rung++) {
            double base = 3 + 2.0 / rung;
            mark(rung, "a", base);
            mark(rung, "b", base + 0.3);
            mark(rung, "c", base + 0.3);
            mark(rung, "d", base + 0.4);
        }
        List<Sibling> others =
                List.of(new Sibling("a", true), new Sibling("c", true), new Sibling("d", true));
        double loss = 0;
        for (double part : new double[] {0.01, 0.9}) {
            Verdict verdict = UNPROMISING.judge(facts(Goal.MINIMIZE, "b", 20, part, others));
            assertEquals(part > 0.5, verdict.call() == Call.STOP, "part=" + part);
            loss = verdict.evidence().getOrDefault("expected_loss", loss);
        }
        assertTrue(loss > 0);
    }

    @Test
    void whereLittleIsLeftToSaveLittleMayBeLost() {
        steady(Goal.MINIMIZE);
        double before = Double.POSITIVE_INFINITY;
        for (int at : new int[] {20, 50, 90}) {
            Verdict verdict = UNPROMISING.judge(facts(Goal.MINIMIZE, "far", at, "a", "b", "c"));
            double bound = verdict.evidence().get("loss_bound");
            assertTrue(bound < before, "at=" + at);
            before = bound;
        }
    }

    @Test
    void whatHasMovedLessBetweenSiblingsWeighsMore() {
        for (int rung : new int[] {10, 16, 20}) {
            double jump = rung == 20 ? 1 : 0;
            mark(rung, "a", 3, 2);
            mark(rung, "b", 3 + jump, 2.5);
            mark(rung, "c", 3, 2.6);
        }
        Guide guide = Guide.of(facts(Goal.MINIMIZE, "b", 20, "a", "c"));
        assertEquals(1, guide.weight(), 1e-12);
        assertEquals(0.5, guide.distance("b"), 1e-12);
    }

    /** Since rungs 16 and 10 the distance of b has changed by 0.2 and 0.5, that of c by nothing. */
    @Test
    void distancesDriftByMeanSquaresPerLogarithmOfProgressHalfOfItTheRunsOwn() {
        mark(10, "b", 4);
        mark(16, "b", 3.7);
        mark(20, "b", 3.5);
        for (int rung : new int[] {10, 16, 20}) {
            mark(rung, "a", 3);
            mark(rung, "c", 4);
        }
        double own = (0.04 / Math.log(20 / 16.0) + 0.25 / Math.log(2)) / 2;
        double all = own / 2;
        assertEquals((own + all) / 2, rate("b", 0, 0, "a", "c"), 1e-12);
        assertEquals(all / 2, rate("c", 0, 0, "a", "b"), 1e-12);
        // Two siblings and a guess that weighs as much as two.
        assertEquals((all + 3) / 4, rate("c", 3, 2, "a", "b"), 1e-12);
    }

    private double rate(String run, double prior, double weight, String... siblings) {
        Facts facts = facts(Goal.MINIMIZE, run, 20, siblings);
        return Drift.of(facts, Guide.of(facts)).rate(prior, weight);
    }

    @Test
    void aRungHoldsOneMarkPerRunAndNoMoreThanItMay() {
        Rung rung = new Rung();
        rung.put(new Rung.Mark("a", 1, 2), 2);
        rung.put(new Rung.Mark("b", 3, Double.NaN), 2);
        rung.put(new Rung.Mark("c", 4, 4), 2);
        rung.put(new Rung.Mark("a", 0.5, 2), 2);
        assertEquals(2, rung.marks().size());
        assertEquals(0.5, rung.mark("a").level());
        assertNull(rung.mark("c"));
        Rung again = Rung.decode(rung.encode());
        assertEquals(rung.marks(), again.marks());
        assertArrayEquals(rung.encode(), again.encode());
        byte[] other = rung.encode();
        other[0] = 99;
        assertThrows(IllegalArgumentException.class, () -> Rung.decode(other));
    }

    @Test
    void settingsThatCannotBeAreRefusedByName() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> UnpromisingConfig.DEFAULT.with(-1));
        assertTrue(refused.getMessage().contains("stop.unpromising.tolerance=-1"));
        assertThrows(IllegalArgumentException.class, () -> new HalvingConfig(1, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new PercentileConfig(2, 0.1, 3));
    }
}
