package io.github.descentry.backtest.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.page.Page;
import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.Goal;
import io.github.descentry.monitor.Epochs;
import io.github.descentry.stop.policy.HeldFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The accounting, worked by hand on small groups. */
class SweepStudyTest {

    /** A run of ten reports. */
    private static SweepRun run(String name, Goal goal, double finalValue, double length) {
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            points.add(
                    new Point(
                            i / 10.0,
                            OptionalDouble.of(finalValue + goal.sign() * (10 - i)),
                            Optional.empty(),
                            Optional.empty(),
                            List.of()));
        }
        return new SweepRun(
                name,
                goal,
                finalValue,
                length,
                points,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1));
    }

    private static SweepGroup group(Goal goal, double... finals) {
        List<SweepRun> runs = new ArrayList<>();
        for (int i = 0; i < finals.length; i++) {
            runs.add(run("r" + i, goal, finals[i], 100));
        }
        return new SweepGroup("g", "c", runs);
    }

    /** Stops named runs at their n-th report, and writes down who reported when. */
    private static final class Fixed implements SweepPolicy {

        private final Map<String, Integer> stops;
        private final List<String> heard = new ArrayList<>();

        private Fixed(Map<String, Integer> stops) {
            this.stops = stops;
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Origin origin() {
            return Origin.OURS;
        }

        @Override
        public Session begin(SweepGroup group) {
            return new Session() {
                @Override
                public boolean report(SweepRun run, int reports) {
                    heard.add(run.run() + ":" + reports);
                    return stops.getOrDefault(run.run(), -1) == reports;
                }

                @Override
                public String reason(SweepRun run) {
                    return "because of " + run.run();
                }

                @Override
                public void stopped(SweepRun run, int reports) {
                    heard.add(run.run() + " stopped");
                }

                @Override
                public void completed(SweepRun run) {
                    heard.add(run.run() + " completed");
                }
            };
        }
    }

    private static SweepResult result(SweepGroup group, Map<String, Integer> stops) {
        return result(group, stops, SweepTruth.DEFAULT);
    }

    private static SweepResult result(
            SweepGroup group, Map<String, Integer> stops, SweepTruth truth) {
        return SweepResult.of(group, new Fixed(stops), new SweepReplay(0, 0), truth);
    }

    @Test
    void stoppingTheOthersCostsNothing() {
        SweepResult result = result(group(Goal.MINIMIZE, 2, 3, 4, 5), Map.of("r2", 5, "r3", 2));
        assertEquals(2, result.stopped());
        assertEquals((0.5 + 0.8) / 4, result.computeSaved(), 1e-12);
        assertEquals(0, result.regret());
        assertEquals(0, result.wrongStops());
        assertTrue(result.bestRunKept());
        assertEquals(Map.of("r2", 0.5, "r3", 0.2), result.stops());
    }

    @Test
    void stoppingTheBestCostsTheDistanceOfTheNext() {
        // Best 2, next 3; the median of 2, 3, 4, 6 is 3.5: the spread is 1.5.
        SweepResult result = result(group(Goal.MINIMIZE, 2, 3, 4, 6), Map.of("r0", 1));
        assertEquals(0.5, result.regret(), 1e-12);
        assertEquals(1 / 1.5, result.regretOfSpread(), 1e-12);
        assertEquals(Map.of("r0", "because of r0"), result.wrong());
        assertFalse(result.bestRunKept());
    }

    @Test
    void moreMayBeBetter() {
        SweepResult result = result(group(Goal.MAXIMIZE, 2, 3, 4, 8), Map.of("r3", 1));
        assertEquals(0.5, result.regret(), 1e-12);
        assertEquals(4 / 4.5, result.regretOfSpread(), 1e-12);
    }

    @Test
    void longRunsWeighMore() {
        SweepGroup group =
                new SweepGroup(
                        "g",
                        "c",
                        List.of(
                                run("long", Goal.MINIMIZE, 3, 900),
                                run("short", Goal.MINIMIZE, 2, 100)));
        assertEquals(0.45, result(group, Map.of("long", 5)).computeSaved(), 1e-12);
    }

    @Test
    void oneOfTheBestKOrAtTheTargetIsWrongToStop() {
        SweepGroup group = group(Goal.MINIMIZE, 2, 3, 4, 6);
        Map<String, Integer> stops = Map.of("r1", 5, "r2", 5);
        assertEquals(0, result(group, stops).wrongStops());
        assertEquals(
                1, result(group, stops, new SweepTruth(2, OptionalDouble.empty())).wrongStops());
        assertEquals(2, result(group, stops, new SweepTruth(1, OptionalDouble.of(4))).wrongStops());
    }

    @Test
    void whereAllAreStoppedTheBestThatStoodCounts() {
        // All stop at their ninth report, one above their final values.
        SweepResult result =
                result(
                        group(Goal.MINIMIZE, 2, 3, 4, 6),
                        Map.of("r0", 9, "r1", 9, "r2", 9, "r3", 9));
        assertEquals(0.5, result.regret(), 1e-12);
        assertFalse(result.bestRunKept());
    }

    @Test
    void aRunWithoutAFinalNumberIsTheWorst() {
        SweepGroup group = group(Goal.MINIMIZE, Double.NaN, 3, 4, 6);
        assertEquals(3, group.best());
        assertEquals(1, group.spread(), 1e-12);
        assertEquals(0, result(group, Map.of("r0", 1)).wrongStops());
        assertEquals(1.0 / 3, result(group, Map.of("r1", 1)).regret(), 1e-12);
        assertFalse(group(Goal.MINIMIZE, Double.NaN, 3, Double.NaN, 3).comparable());
    }

    @Test
    void anAdviceAtTheLastReportStopsNothing() {
        assertEquals(0, result(group(Goal.MINIMIZE, 2, 3), Map.of("r0", 10)).stopped());
    }

    @Test
    void aStoppedRunIsHeardNoMoreAndItsSlotGoesToTheNext() {
        Fixed policy = new Fixed(Map.of("r0", 2));
        SweepGroup group = group(Goal.MINIMIZE, 2, 3, 4);
        SweepResult.of(group, policy, new SweepReplay(2, 0), SweepTruth.DEFAULT);
        assertFalse(policy.heard.contains("r0:3"));
        int stopped = policy.heard.indexOf("r0 stopped");
        assertTrue(policy.heard.indexOf("r2:1") > stopped);
        assertTrue(policy.heard.indexOf("r2:1") > policy.heard.indexOf("r1:3"), "not before now");
        assertTrue(policy.heard.indexOf("r2:1") < policy.heard.indexOf("r1 completed"));
        assertEquals(10 + 10 + 2 + 3, policy.heard.size());
    }

    @Test
    void anotherSeedIsAnotherOrderOfTheSameReports() {
        SweepGroup group = group(Goal.MINIMIZE, 2, 3, 4, 5, 6);
        Fixed named = new Fixed(Map.of());
        Fixed shuffled = new Fixed(Map.of());
        new SweepReplay(0, 0).replay(group, named);
        new SweepReplay(0, 7).replay(group, shuffled);
        assertEquals(List.of("r0:1", "r1:1", "r2:1", "r3:1", "r4:1"), named.heard.subList(0, 5));
        assertFalse(named.heard.equals(shuffled.heard));
        assertEquals(
                named.heard.stream().sorted().toList(), shuffled.heard.stream().sorted().toList());
    }

    @Test
    void epochsAreTheMeansOfPercents() {
        List<String> told = new ArrayList<>();
        Epochs epochs = new Epochs();
        Epochs.Listener listener =
                (epoch, value) -> {
                    told.add(epoch + "=" + value);
                    return epoch == 3;
                };
        assertFalse(epochs.add(0.002, 1, listener));
        assertFalse(epochs.add(0.01, 3, listener));
        assertFalse(epochs.add(0.025, 5, listener));
        assertFalse(epochs.add(0.03, Double.NaN, listener));
        assertTrue(epochs.add(0.5, 4, listener));
        epochs.close(listener);
        assertEquals(List.of("1=2.0", "3=NaN", "50=4.0"), told);
    }

    @Test
    void meansWeighGroupsOrCollectionsAlike() {
        List<SweepResult> results =
                List.of(of("a", "one", 0.1, 0), of("b", "one", 0.3, 0), of("c", "two", 0.8, 0.6));
        SweepScore score = SweepScore.of(new Fixed(Map.of()), results, 1);
        assertEquals(0.4, score.byGroup().computeSaved(), 1e-12);
        assertEquals(0.5, score.byCollection().computeSaved(), 1e-12);
        assertEquals(0.3, score.byCollection().regret(), 1e-12);
        assertEquals(12, score.runs());
        assertEquals(2, score.collections());
    }

    @Test
    void countsAreMeansOfTheOrdersThatWereReplayed() {
        List<SweepResult> results = new ArrayList<>();
        for (int order = 0; order < 4; order++) {
            int held = order % 2;
            results.add(
                    new SweepResult(
                            "p",
                            "a",
                            "one",
                            4,
                            3,
                            0.1,
                            2 * held,
                            0,
                            0,
                            true,
                            Map.of(),
                            Map.of(),
                            Map.of(HeldFor.KEEP_BEST, 1 + held)));
        }
        SweepScore score = SweepScore.of(new Fixed(Map.of()), results, 4);
        assertEquals(1, score.groups());
        assertEquals(4, score.runs());
        assertEquals(3, score.stopped());
        assertEquals(1, score.wrongStops());
        assertEquals(Map.of(HeldFor.KEEP_BEST, 1.5), score.held());
    }

    private static SweepResult of(String group, String collection, double saved, double regret) {
        return new SweepResult(
                "p",
                group,
                collection,
                4,
                1,
                saved,
                0,
                regret,
                regret,
                true,
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The best run is r3; it is stopped at half, r2 is the best that is left. */
    @Test
    void aWrongStopShowsTheRunTheBestThatWasKeptAndSomeOfTheOthers() {
        double[] finals = new double[20];
        Arrays.setAll(finals, i -> 10 + i);
        finals[3] = 2;
        finals[2] = 3;
        SweepGroup group = group(Goal.MINIMIZE, finals);
        SweepResult result = result(group, Map.of("r3", 5, "r7", 5));
        List<WrongStop> wrong = WrongStop.of(group, List.of(result, result), Set.of("fixed"));
        assertEquals(1, wrong.size());
        WrongStop stop = wrong.get(0);
        assertEquals("r3", stop.best());
        assertEquals("r2", stop.kept());
        assertEquals(20, stop.curves().size() + stop.hidden());
        assertTrue(stop.hidden() > 0);
        assertEquals(
                List.of("r2", "r3"),
                stop.curves().subList(stop.curves().size() - 2, stop.curves().size()).stream()
                        .map(WrongStop.Curve::run)
                        .toList());
        assertEquals(3, stop.finalValue("r2"));
        assertEquals(List.of(), WrongStop.of(group, List.of(result), Set.of("another")));
        String html =
                new SweepPage(
                                List.of(SweepScore.of(new Fixed(Map.of()), List.of(result), 1)),
                                wrong,
                                Optional.empty())
                        .html("here");
        assertTrue(html.contains("r3 was stopped at 50.0 % of its plan; it ended at 2.0000"), html);
        assertTrue(html.contains("why: because of r3"));
        assertTrue(html.contains("the best that was kept, r2, ended at 3.0000"));
        assertTrue(html.contains("class=\"line lost\""));
    }

    @ParameterizedTest
    @EnumSource
    void theBestThatWasKeptIsTheBestOfThoseThatWereNotStoppedRightlyOrWrongly(Goal goal) {
        double[] finals = {10, 4, 3, 2, 12};
        SweepGroup group =
                group(goal, Arrays.stream(finals).map(value -> goal.sign() * value).toArray());
        SweepResult result = result(group, Map.of("r3", 5, "r2", 5));
        assertEquals(Set.of("r3"), result.wrong().keySet());
        WrongStop stop = WrongStop.of(group, List.of(result), Set.of("fixed")).get(0);
        assertEquals("r3", stop.best());
        assertEquals("r1", stop.kept());
    }

    @Test
    void aPageThatGrowsTooLargeNamesWhatItLeavesOut() {
        SweepGroup group = group(Goal.MINIMIZE, 2, 3, 4, 5);
        SweepResult result = result(group, Map.of("r0", 5));
        WrongStop one = WrongStop.of(group, List.of(result), Set.of("fixed")).get(0);
        List<WrongStop> many = Collections.nCopies(4_000, one);
        String html =
                new SweepPage(
                                List.of(SweepScore.of(new Fixed(Map.of()), List.of(result), 1)),
                                many,
                                Optional.empty())
                        .html("here");
        assertTrue(html.length() < 1.05 * Page.MOST, "length=" + html.length());
        assertTrue(html.contains("Not drawn, as the page would become too large: g (r0); g (r0)"));
        assertTrue(html.contains("fixed: 4000 groups with a wrong stop"));
    }
}
