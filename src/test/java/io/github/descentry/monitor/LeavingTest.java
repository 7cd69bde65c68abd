package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.stop.Rung;
import io.github.descentry.stop.Subject;
import io.github.descentry.stop.policy.RunStanding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a group makes of it that a run leaves. */
class LeavingTest {

    private static final long TOTAL = 1000;
    private static final Membership FIRST = new Membership(1, false, List.of());

    private final GroupMonitor monitor = new GroupMonitor(MonitorConfig.defaults());
    private final Rungs rungs = Rungs.inMemory();
    private GroupMemory memory = new GroupMemory("sweep");

    private static Forecast forecast(String run, long step, double mean) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.of("sweep"),
                "loss",
                Goal.MINIMIZE,
                true,
                1,
                RunState.RUNNING,
                Optional.empty(),
                step,
                Job.START.plusSeconds(step),
                mean + 0.5,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(TOTAL),
                ScheduleKnowledge.UNKNOWN,
                Optional.of(
                        new Estimate(
                                TOTAL,
                                true,
                                mean,
                                0.02,
                                new Quantiles(mean, mean, mean, mean, mean, mean, mean),
                                mean,
                                0.5,
                                0,
                                "law",
                                OptionalDouble.empty(),
                                OptionalLong.empty())),
                Optional.empty());
    }

    private GroupOutcome report(String run, long step, double mean, Membership membership) {
        Rules rules = monitor.usual();
        Optional<String> policy = Optional.of(rules.policies().policies().get(0).name());
        GroupOutcome outcome =
                monitor.step(
                        memory,
                        rungs,
                        Studies.inMemory(),
                        forecast(run, step, mean),
                        membership,
                        policy,
                        rules);
        memory = GroupMemory.decode(memory.encode());
        return outcome;
    }

    private GroupDeparture leave(String run, long since) {
        Departure departure =
                new Departure(
                        new Subject(
                                run,
                                Optional.empty(),
                                Optional.of("sweep"),
                                1,
                                500,
                                Job.START.plusSeconds(500)),
                        "other",
                        since);
        GroupDeparture left =
                monitor.leave(memory, rungs, departure, Optional.empty(), monitor.usual());
        memory = GroupMemory.decode(memory.encode());
        return left;
    }

    /** One leads, one is second, one cannot win and is told so. */
    private void sweep() {
        for (long step = 200; step <= 400; step += 10) {
            report("leads", step, 2.0, FIRST);
            report("second", step, 2.02, FIRST);
            report("hopeless", step, 3.0, FIRST);
        }
    }

    @Test
    void nothingOfItIsHeldAgainstTheOthers() {
        sweep();
        assertEquals(
                Optional.of("leads"),
                report("second", 410, 2.02, FIRST).forecast().standing().orElseThrow().best());
        GroupDeparture left = leave("leads", 2);
        Leaderboard board = left.leaderboard().orElseThrow();
        assertEquals(
                List.of("second", "hopeless"),
                board.entries().stream().map(Leaderboard.Entry::run).toList());
        for (int rung = 1; rung <= Rung.RUNGS; rung++) {
            assertNull(rungs.get(rung).mark("leads"));
        }
        assertEquals(
                Optional.of("hopeless"),
                report("second", 420, 2.02, FIRST).forecast().standing().orElseThrow().best());
    }

    @Test
    void whatTheGroupAdvisedOfItIsWithdrawn() {
        sweep();
        StopSignal withdrawn = leave("hopeless", 2).signals().get(0);
        assertEquals(Status.WITHDRAWN, withdrawn.status());
        assertEquals("cannot_win", withdrawn.rule());
        assertEquals("the run has left for group other", withdrawn.reason());
        assertEquals(Optional.of("sweep"), withdrawn.group());
    }

    @Test
    void whoIsTheBestNowIsToldAtOnceIfAStopOfItIsAdvised() {
        sweep();
        // The leader was the only one that was better; the next report of the run may be far off.
        assertEquals(
                OptionalInt.of(3),
                report("hopeless", 410, 3.0, FIRST)
                        .standing()
                        .map(it -> it.rank())
                        .orElse(OptionalInt.of(3)));
        leave("leads", 2);
        assertEquals(
                OptionalInt.of(1),
                leave("second", 2).moved().get("default").get("hopeless").rank());
    }

    @Test
    void theSecondTimeTheSameIsSaidOnceMoreAndNothingChanges() {
        sweep();
        GroupDeparture first = leave("hopeless", 2);
        byte[] stored = memory.encode();
        GroupDeparture second = leave("hopeless", 2);
        assertEquals(first.signals(), second.signals());
        assertEquals(first.leaderboard(), second.leaderboard());
        assertArrayEquals(stored, memory.encode());
    }

    @Test
    void whereTheOthersStandIsSaidOnceMoreTooForItMayHaveBeenLost() {
        sweep();
        GroupDeparture first = leave("leads", 2);
        assertEquals(Set.of("hopeless"), first.moved().get("default").keySet());
        assertEquals(first.moved(), leave("leads", 2).moved());
    }

    @Test
    void whenTheRunComesBackTheOthersAreToldThatTheyStandWhereTheyStoodBefore() {
        sweep();
        assertEquals(Optional.empty(), report("hopeless", 410, 3.0, FIRST).standing());
        RunStanding between = leave("leads", 2).moved().get("default").get("hopeless");
        assertEquals(OptionalInt.of(2), between.rank());
        report("leads", 430, 2.0, new Membership(3, true, List.of()));
        RunStanding after = report("hopeless", 430, 3.0, FIRST).standing().orElseThrow();
        assertEquals(OptionalInt.of(3), after.rank());
        assertEquals(3, after.runs());
    }

    @Test
    void newsFromBeforeThatComeLateDoNotBringItBack() {
        sweep();
        leave("leads", 2);
        GroupOutcome late = report("leads", 410, 2.0, FIRST);
        assertEquals(Optional.empty(), late.leaderboard());
        assertEquals(2, memory.runs());
    }

    @Test
    void aRunThatComesBackIsARunOfTheGroupAgainAndStaysIfItsDepartureIsToldOnceMore() {
        sweep();
        leave("leads", 2);
        report("leads", 410, 2.0, new Membership(3, true, List.of()));
        assertEquals(3, memory.runs());
        leave("leads", 2);
        assertEquals(3, memory.runs());
        leave("leads", 4);
        assertEquals(2, memory.runs());
    }

    @Test
    void ofARunThatIsBackNothingIsWithdrawnIfItsDepartureIsToldOnceMore() {
        sweep();
        assertEquals(1, leave("hopeless", 2).signals().size());
        report("hopeless", 410, 3.0, new Membership(3, true, List.of()));
        assertEquals(List.of(), leave("hopeless", 2).signals());
    }

    @Test
    void aDepartureThatIsToldLateDoesNotMakeNewsFromBeforeTheLaterOneCurrent() {
        sweep();
        leave("leads", 4);
        leave("leads", 2);
        report("leads", 410, 2.0, new Membership(3, false, List.of()));
        assertEquals(2, memory.runs());
    }

    @Test
    void theLastOneLeavesNoLeaderboard() {
        report("leads", 200, 2.0, FIRST);
        assertEquals(Optional.empty(), leave("leads", 2).leaderboard());
        assertEquals(0, memory.runs());
    }

    @Test
    void whatARunHasToldElsewhereIsNotJudgedOnceMoreButItsNextReportIs() {
        for (long step = 200; step <= 400; step += 10) {
            report("leads", step, 2.0, FIRST);
        }
        long consecutive = 5;
        for (long time = 0; time < consecutive; time++) {
            GroupOutcome joined = report("newcomer", 400, 3.0, new Membership(2, true, List.of()));
            assertTrue(joined.signals().isEmpty());
            assertFalse(joined.leaderboard().isEmpty() && time == 0, "it is ranked at once");
        }
        boolean told = false;
        for (long step = 410; step <= 900 && !told; step += 10) {
            told =
                    !report("newcomer", step, 3.0, new Membership(2, false, List.of()))
                            .signals()
                            .isEmpty();
        }
        assertTrue(told);
    }
}
