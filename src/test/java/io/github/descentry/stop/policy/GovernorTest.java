package io.github.descentry.stop.policy;

import static io.github.descentry.stop.policy.Proposals.START;
import static io.github.descentry.stop.policy.Proposals.VALIDITY;
import static io.github.descentry.stop.policy.Proposals.advised;
import static io.github.descentry.stop.policy.Proposals.alone;
import static io.github.descentry.stop.policy.Proposals.standing;
import static io.github.descentry.stop.policy.Proposals.withdrawn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GovernorTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> GROUP = Optional.of("sweep");

    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final GovernorMemory memory = new GovernorMemory();

    GovernorTest() {
        settings.put("name", "sweeps");
        settings.put("mode", "enforce");
    }

    @Test
    void whatNothingSpeaksAgainstPassesAndNamesItsPolicy() {
        List<StopSignal> said = propose("a", NONE, "diverged", alone(), 0);

        assertEquals(List.of("a ENFORCE"), words(said));
        assertEquals(Optional.of("sweeps"), said.get(0).policy());
        assertEquals(Optional.of("v1"), said.get(0).policyVersion());
        assertEquals(Optional.empty(), said.get(0).held());
        assertEquals(minute(0), said.get(0).time());
        assertFalse(memory.holds());
    }

    @Test
    void toObserveUsesNoBudgetAndIsNeverHeld() {
        settings.put("mode", "observe");
        settings.put("budget", Map.of("stops_per_hour", 0));
        settings.put("protect", List.of("*"));

        assertEquals(List.of("a OBSERVE"), words(propose("a", NONE, "diverged", alone(), 0)));
        assertFalse(memory.holds());
    }

    @Test
    void aRuleMoreCautiousThanItsPolicyIsNotHeldBack() {
        settings.put(
                "rules", List.of("non_finite", Map.of("diverged", Map.of(), "mode", "observe")));

        assertEquals(List.of("a OBSERVE"), words(propose("a", NONE, "diverged", alone(), 0)));
        assertEquals(List.of("a ENFORCE"), words(propose("a", NONE, "non_finite", alone(), 0)));
    }

    @Test
    void aRuleThatThePolicyDoesNotUseStopsNothing() {
        settings.put("rules", List.of("non_finite"));
        assertEquals(List.of("a OBSERVE"), words(propose("a", NONE, "diverged", alone(), 0)));
    }

    @Test
    void oneStopTooManyWithinTheHourWaitsAndIsLetGoInOrder() {
        settings.put("budget", Map.of("stops_per_hour", 2));
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 10);

        List<StopSignal> third = propose("c", NONE, "diverged", alone(), 20);
        propose("d", NONE, "diverged", alone(), 30);

        assertEquals(
                List.of(
                        "c OBSERVE stops_per_hour=2 is used up, there is room again at"
                                + " 2026-11-23T01:00:00Z"),
                words(third));
        assertEquals(Optional.of(minute(60)), due());
        assertEquals(List.of(), words(tick(59)));
        List<StopSignal> released = tick(60);
        assertEquals(List.of("c ENFORCE"), words(released));
        assertEquals(third.get(0).id(), released.get(0).id());
        assertEquals(100, released.get(0).step());
        assertEquals(minute(60), released.get(0).time());
        assertEquals(Optional.of(minute(70)), due());
        assertEquals(List.of("d ENFORCE"), words(tick(70)));
        assertEquals(Optional.empty(), due());
    }

    @Test
    void aLaterProposalGetsNoRoomThatAnEarlierOneWaitsFor() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 1);

        List<StopSignal> said = propose("c", NONE, "diverged", alone(), 60);

        assertEquals(
                List.of(
                        "c OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T02:00:00Z",
                        "b ENFORCE"),
                words(said));
    }

    @Test
    void betweenTwoStopsThereIsTheCoolDown() {
        settings.put("cool_down", "10m");
        propose("a", NONE, "diverged", alone(), 0);

        assertEquals(
                List.of("b OBSERVE cool_down until 2026-11-23T00:10:00Z"),
                words(propose("b", NONE, "diverged", alone(), 3)));
        assertEquals(Optional.of(minute(10)), due());
        assertEquals(List.of("b ENFORCE"), words(tick(10)));
    }

    @Test
    void timeThatPassesLetsEachGoWhenItWasDue() {
        settings.put("cool_down", "10m");
        settings.put("budget", Map.of("stops_per_hour", 2));
        for (String run : List.of("a", "b", "c", "d")) {
            propose(run, NONE, "diverged", alone(), 0);
        }
        assertEquals(List.of(), governor().pass(memory, minute(10).minusMillis(1)));
        List<StopSignal> released = governor().pass(memory, minute(70));
        assertEquals(List.of("b ENFORCE", "c ENFORCE", "d ENFORCE"), words(released));
        assertEquals(
                List.of(minute(10), minute(60), minute(70)),
                released.stream().map(StopSignal::time).toList());
        assertEquals(List.of(), governor().pass(memory, minute(10_000)));
    }

    @Test
    void noMoreOfAGroupThanItsShareIsStopped() {
        settings.put("budget", Map.of("group_share", 0.3));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "ENFORCE",
                    propose("r" + i, GROUP, "cannot_win", standing(10, 10 - i), i)
                            .get(0)
                            .mode()
                            .name());
        }

        assertEquals(
                List.of(
                        "r3 OBSERVE would be stop 4 among the 10 runs of its group, group_share"
                                + " allows 3"),
                words(propose("r3", GROUP, "cannot_win", standing(10, 7), 4)));
        // The sweep grows.
        assertEquals(List.of("r3 ENFORCE"), words(learn("r3", standing(14, 11), 5)));
    }

    @Test
    void stopsThatOthersKnowOfCountForTheShareToo() {
        RunStanding half = new RunStanding(OptionalDouble.of(0.5), 10, 5, OptionalInt.of(9));
        assertEquals(
                List.of(
                        "a OBSERVE would be stop 6 among the 10 runs of its group, group_share"
                                + " allows 5"),
                words(propose("a", GROUP, "cannot_win", half, 0)));
    }

    @Test
    void theBestOfAGroupAreKeptUntilTheyAreNoLongerTheBest() {
        settings.put("budget", Map.of("keep_best", 2));

        assertEquals(
                List.of("a OBSERVE is number 2 of its group, of which the best 2 stay"),
                words(propose("a", GROUP, "cannot_win", standing(10, 2), 0)));
        assertEquals(
                List.of("b OBSERVE is the best of its group"),
                words(propose("b", GROUP, "cannot_win", standing(10, 1), 0)));
        assertEquals(Optional.empty(), due());
        assertEquals(List.of("a ENFORCE"), words(learn("a", standing(10, 3), 7)));
    }

    @Test
    void aRunWithoutAPlaceInItsGroupIsStoppedOnlyIfItIsBroken() {
        RunStanding unknown = new RunStanding(OptionalDouble.of(0.5), 10, 0, OptionalInt.empty());
        assertEquals(
                List.of(
                        "a OBSERVE its place in the group cannot be told, it may be among the"
                                + " best"),
                words(propose("a", GROUP, "cannot_win", unknown, 0)));
        assertEquals(List.of("b ENFORCE"), words(propose("b", GROUP, "non_finite", unknown, 0)));
        assertEquals(List.of("c ENFORCE"), words(propose("c", GROUP, "diverged", unknown, 0)));
    }

    @Test
    void protectedRunsAreNeverStopped() {
        settings.put("protect", List.of("*baseline*"));
        assertEquals(
                List.of("my-baseline-1 OBSERVE the run is protected by *baseline*"),
                words(propose("my-baseline-1", NONE, "non_finite", alone(), 0)));
        assertEquals(List.of(), words(tick(23 * 60)));
    }

    @Test
    void aSilenceHoldsUntilItsEnd() {
        settings.put(
                "silences",
                List.of(
                        Map.of(
                                "run", "gpt2/*",
                                "rule", "div*",
                                "until", "2026-11-23T02:00:00+01:00",
                                "why", "long warm-up")));

        assertEquals(
                List.of("gpt2/a OBSERVE silenced until 2026-11-23T01:00:00Z: long warm-up"),
                words(propose("gpt2/a", NONE, "diverged", alone(), 0)));
        assertEquals(
                List.of("gpt2/a ENFORCE"),
                words(propose("gpt2/a", NONE, "non_finite", alone(), 0)));
        assertEquals(Optional.of(minute(60)), due());
        assertEquals(List.of("gpt2/a ENFORCE"), words(tick(60)));
    }

    @Test
    void beforeTheMinimumOfProgressOnlyWhatIsNotANumberStops() {
        settings.put("minimum_progress", 0.1);
        RunStanding early = RunStanding.alone(OptionalDouble.of(0.04));

        assertEquals(
                List.of("a OBSERVE 4.00 % of the plan are done, minimum_progress asks for 10.0 %"),
                words(propose("a", NONE, "diverged", early, 0)));
        assertEquals(
                List.of(
                        "b OBSERVE the run has no plan, and minimum_progress asks for 10.0 % of it"),
                words(
                        propose(
                                "b",
                                NONE,
                                "diverged",
                                RunStanding.alone(OptionalDouble.empty()),
                                0)));
        assertEquals(List.of("c ENFORCE"), words(propose("c", NONE, "non_finite", early, 0)));
        assertEquals(
                List.of("a ENFORCE"),
                words(learn("a", RunStanding.alone(OptionalDouble.of(0.1)), 1)));
    }

    @Test
    void twoRulesThatStopTheSameAttemptAreOneStop() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        settings.put("cool_down", "10m");
        propose("a", NONE, "diverged", alone(), 0);

        assertEquals(List.of("a ENFORCE"), words(propose("a", NONE, "non_finite", alone(), 1)));
    }

    @Test
    void whatIsWithdrawnWhileHeldLeavesTheQueue() {
        settings.put("cool_down", "10m");
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 1);

        List<StopSignal> said = withdraw("b", NONE, "diverged", 2);

        assertEquals(List.of("b OBSERVE"), words(said));
        assertEquals(Status.WITHDRAWN, said.get(0).status());
        assertEquals(List.of(), words(tick(30)));
    }

    @Test
    void whatIsWithdrawnLaterIsTakenBackInItsModeAndGivesNothingBack() {
        settings.put("budget", Map.of("stops_per_hour", 1, "group_share", 0.1));
        propose("a", GROUP, "cannot_win", standing(10, 5), 0);

        assertEquals(List.of("a ENFORCE"), words(withdraw("a", GROUP, "cannot_win", 1)));

        assertEquals(
                List.of(
                        "b OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T01:00:00Z"),
                words(propose("b", NONE, "diverged", alone(), 2)));
        assertEquals(
                List.of(
                        "c OBSERVE would be stop 2 among the 10 runs of its group, group_share"
                                + " allows 1"),
                words(propose("c", GROUP, "cannot_win", standing(10, 5), 3)));
    }

    @Test
    void aRunThatWasToldBeforeIsNotCountedTwiceForItsGroup() {
        settings.put("budget", Map.of("group_share", 0.1));
        propose("a", GROUP, "cannot_win", standing(10, 5), 0);
        withdraw("a", GROUP, "cannot_win", 1);
        assertEquals(
                List.of("a ENFORCE"), words(propose("a", GROUP, "diverged", standing(10, 5), 2)));
    }

    @Test
    void aRenewalUsesNoBudgetAgain() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 24 * 60);

        assertEquals(
                List.of("a ENFORCE"), words(propose("a", NONE, "diverged", alone(), 24 * 60 + 1)));
    }

    @Test
    void aRunThatHasBecomeTheBestIsNotToldAgain() {
        propose("a", GROUP, "cannot_win", standing(10, 5), 0);
        assertEquals(
                List.of("a OBSERVE is the best of its group"),
                words(propose("a", GROUP, "cannot_win", standing(10, 1), 24 * 60)));
    }

    @Test
    void whatIsVoidIsNotLetGo() {
        settings.put("budget", Map.of("keep_best", 1));
        propose("a", GROUP, "cannot_win", standing(10, 1), 0);
        int void24 = (int) VALIDITY.toMinutes();
        assertEquals(List.of(), words(learn("a", standing(10, 9), void24)));
        assertFalse(memory.holds());
    }

    @Test
    void whatIsHeldOfARunThatHasEndedLapses() {
        settings.put("cool_down", "10m");
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 1);
        assertEquals(java.util.Set.of("b"), memory.heldRuns());

        governor().ended(memory, "b");

        assertEquals(List.of(), words(tick(30)));
    }

    @Test
    void aPolicyThatIsMadeMoreCautiousKeepsWhatItHeldBackForGood() {
        settings.put("cool_down", "10m");
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 1);
        settings.put("mode", "observe");

        assertEquals(List.of(), words(tick(30)));
        assertFalse(memory.holds());
    }

    @Test
    void aPolicyThatIsMadeMoreGenerousLetsGoWhatWasHeld() {
        settings.put("budget", Map.of("stops_per_hour", 0));
        assertEquals(
                List.of("a OBSERVE stops_per_hour=0 allows none"),
                words(propose("a", NONE, "diverged", alone(), 0)));
        settings.put("budget", Map.of("stops_per_hour", 1));
        assertEquals(List.of("a ENFORCE"), words(tick(1)));
    }

    /** Of more stops than are allowed by now the latest is the one to wait for. */
    @Test
    void whereLessIsAllowedThanWasStoppedRoomComesAnHourAfterTheLatestStop() {
        settings.put("budget", Map.of("stops_per_hour", 3));
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", NONE, "diverged", alone(), 10);
        propose("c", NONE, "diverged", alone(), 20);
        settings.put("budget", Map.of("stops_per_hour", 1));

        assertEquals(
                List.of(
                        "d OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T01:20:00Z"),
                words(propose("d", NONE, "diverged", alone(), 30)));
        assertEquals(Optional.of(minute(80)), due());
        assertEquals(List.of(), words(tick(79)));
        assertEquals(List.of("d ENFORCE"), words(tick(80)));
    }

    @Test
    void aSilenceThatIsOverStaysOverWhenEventsComeOutOfOrder() {
        Map<String, Object> silence = Map.of("until", minute(60).toString(), "why", "moving house");
        settings.put("silences", List.of(silence));
        assertEquals("OBSERVE", propose("a", NONE, "diverged", alone(), 59).get(0).mode().name());
        assertEquals(List.of("a ENFORCE"), words(tick(60)));
        assertEquals(List.of("b ENFORCE"), words(propose("b", NONE, "diverged", alone(), 30)));
    }

    @Test
    void ofSeveralSilencesTheOneThatEndsLastIsNamed() {
        settings.put(
                "silences",
                List.of(
                        Map.of("until", minute(60).toString(), "why", "moving house"),
                        Map.of("until", minute(90).toString(), "why", "new disks")));
        assertEquals(
                List.of("a OBSERVE silenced until 2026-11-23T01:30:00Z: new disks"),
                words(propose("a", NONE, "diverged", alone(), 0)));
        assertEquals(List.of(), words(tick(60)));
        assertEquals(List.of("a ENFORCE"), words(tick(90)));
    }

    @Test
    void eachAttemptOfARunIsAStopOfItsOwn() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        StopSignal first = propose("a", NONE, "diverged", alone(), 0).get(0);
        assertEquals(Mode.ENFORCE, first.mode());
        StopSignal second =
                new StopSignal(
                        "second",
                        first.run(),
                        first.project(),
                        first.group(),
                        2,
                        first.rule(),
                        first.ruleVersion(),
                        Status.ADVISED,
                        Mode.ENFORCE,
                        first.step(),
                        minute(1),
                        first.reason(),
                        first.evidence(),
                        first.expires());
        assertEquals(
                List.of(
                        "a OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T01:00:00Z"),
                words(governor().take(memory, second, alone(), minute(1))));
    }

    @Test
    void whatIsOnlyToBeObservedByNowCarriesNoOtherRule() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        assertEquals(List.of("a ENFORCE"), words(propose("a", NONE, "diverged", alone(), 0)));
        settings.put(
                "rules", List.of("non_finite", Map.of("diverged", Map.of(), "mode", "observe")));
        assertEquals(List.of("a OBSERVE"), words(propose("a", NONE, "diverged", alone(), 1)));
        assertEquals(
                List.of(
                        "a OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T01:00:00Z"),
                words(propose("a", NONE, "non_finite", alone(), 2)));
    }

    @Test
    void timeThatRunsBackOpensNoRoom() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        propose("a", NONE, "diverged", alone(), 120);
        assertEquals("OBSERVE", propose("b", NONE, "diverged", alone(), 0).get(0).mode().name());
        assertEquals(List.of(), words(tick(60)));
        assertEquals(List.of("b ENFORCE"), words(tick(180)));
    }

    @Test
    void beyondWhatIsRememberedProposalsAreHeldAndSaySo() {
        settings.put("protect", List.of("p*"));
        for (int i = 0; i < GovernorMemory.MOST_HELD; i++) {
            propose("p" + i, NONE, "diverged", alone(), 0);
        }
        assertEquals(
                List.of("q OBSERVE 500 signals are held back, more are not remembered"),
                words(propose("q", NONE, "diverged", alone(), 0)));
        assertEquals(GovernorMemory.MOST_HELD, memory.held());
    }

    @Test
    void aMemoryOfAnotherVersionIsRefused() {
        byte[] bytes = memory.encode();
        bytes[0] = 9;
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> GovernorMemory.decode(bytes));
        assertTrue(refusal.getMessage().contains("version=9"), refusal.getMessage());
    }

    private Governor governor() {
        PolicySet policies = PolicySet.of(Map.of("policies", List.of(settings)));
        return new Governor(policies.policies().get(0), "v1");
    }

    private List<StopSignal> propose(
            String run, Optional<String> group, String rule, RunStanding standing, int minute) {
        Instant now = minute(minute);
        return governor().take(memory, advised(run, group, rule, now), standing, now);
    }

    private List<StopSignal> withdraw(String run, Optional<String> group, String rule, int minute) {
        Instant now = minute(minute);
        return governor().take(memory, withdrawn(run, group, rule, now), alone(), now);
    }

    private List<StopSignal> learn(String run, RunStanding standing, int minute) {
        return governor().learn(memory, Map.of(run, standing), minute(minute));
    }

    private List<StopSignal> tick(int minute) {
        return governor().tick(memory, minute(minute));
    }

    private Optional<Instant> due() {
        return governor().due(memory);
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static List<String> words(List<StopSignal> signals) {
        List<String> words = new ArrayList<>();
        for (StopSignal signal : signals) {
            Mode mode = signal.mode();
            words.add(signal.run() + " " + mode + signal.held().map(why -> " " + why).orElse(""));
        }
        return words;
    }

    @Test
    void whatIsReadASecondTimeIsAnsweredAsItIsNowAndUsesNoBudget() {
        settings.put("budget", Map.of("stops_per_hour", 2));
        StopSignal first = advised("a", NONE, "diverged", minute(0));
        StopSignal second = advised("b", NONE, "diverged", minute(1));
        StopSignal third = advised("c", NONE, "diverged", minute(2));
        for (StopSignal each : List.of(first, second, third)) {
            governor().take(memory, each, alone(), each.time());
        }
        StopSignal back = withdrawn("a", NONE, "diverged", minute(3));
        governor().take(memory, back, alone(), back.time());
        byte[] before = memory.encode();

        assertEquals(Optional.empty(), governor().again(memory, first, alone()));
        assertEquals(Mode.ENFORCE, governor().again(memory, second, alone()).orElseThrow().mode());
        StopSignal held = governor().again(memory, third, alone()).orElseThrow();
        assertEquals(Mode.OBSERVE, held.mode());
        assertTrue(held.held().orElseThrow().startsWith("stops_per_hour=2"));
        assertEquals(
                Status.WITHDRAWN, governor().again(memory, back, alone()).orElseThrow().status());
        assertArrayEquals(before, memory.encode());
    }

    @Test
    void underAPolicyThatIsNotInForceAStopIsHeldUntilItIs() {
        StopSignal signal = advised("a", NONE, "diverged", minute(0));
        StopSignal said = Governor.takeWithoutPolicy(memory, signal, alone(), "sweeps", "v0");
        assertEquals(List.of("a OBSERVE policy sweeps is not in force"), words(List.of(said)));
        assertEquals(List.of("a ENFORCE"), words(tick(1)));

        StopSignal back =
                Governor.takeWithoutPolicy(
                        memory,
                        withdrawn("a", NONE, "diverged", minute(2)),
                        alone(),
                        "sweeps",
                        "v0");
        assertEquals(Status.WITHDRAWN, back.status());
        assertEquals(Mode.ENFORCE, back.mode());
        assertFalse(memory.holds());
    }

    @Test
    void underAPolicyThatIsNotInForceWhatHasPassedIsOnlyObservedWhenItIsRenewed() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        propose("a", NONE, "diverged", alone(), 0);
        StopSignal renewed = withoutPolicy(advised("a", NONE, "diverged", minute(1)));
        assertEquals(List.of("a OBSERVE policy sweeps is not in force"), words(List.of(renewed)));

        assertEquals(
                List.of(
                        "a OBSERVE stops_per_hour=1 is used up, there is room again at"
                                + " 2026-11-23T01:00:00Z"),
                words(propose("a", NONE, "non_finite", alone(), 2)),
                "nobody is told to stop it any more, so another rule has no stop to join");
        assertEquals(
                List.of("a OBSERVE"), words(withdraw("a", NONE, "diverged", 3)), "as told last");
    }

    @Test
    void underAPolicyThatIsNotInForceWhatIsOnlyToBeObservedByNowIsNoLongerHeld() {
        StopSignal signal = advised("a", NONE, "diverged", minute(0));
        withoutPolicy(signal);
        assertTrue(memory.holds());
        withoutPolicy(signal.under("sweeps", "v0", Mode.OBSERVE));
        assertFalse(memory.holds());
        assertEquals(List.of(), words(tick(1)));
    }

    @Test
    void underAPolicyThatIsNotInForceItIsSaidTooWhenMoreIsProposedThanIsRemembered() {
        settings.put("protect", List.of("p*"));
        for (int i = 0; i < GovernorMemory.MOST_HELD; i++) {
            propose("p" + i, NONE, "diverged", alone(), 0);
        }
        assertEquals(
                List.of("q OBSERVE 500 signals are held back, more are not remembered"),
                words(List.of(withoutPolicy(advised("q", NONE, "diverged", minute(0))))));
    }

    @Test
    void whereARunStandsIsLearnedFromWhatIsWithdrawnUnderAPolicyThatIsNotInForce() {
        withoutPolicy(advised("b", GROUP, "cannot_win", minute(0)));
        StopSignal back = withdrawn("b", GROUP, "diverged", minute(1));
        Governor.takeWithoutPolicy(memory, back, standing(10, 1), "sweeps", "v0");
        assertEquals(List.of(), words(tick(2)), "it is the best by now");
    }

    private StopSignal withoutPolicy(StopSignal signal) {
        return Governor.takeWithoutPolicy(memory, signal, alone(), "sweeps", "v0");
    }

    @Test
    void whereARunStandsIsLearnedFromWhateverIsSaidOfIt() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        settings.put(
                "rules", List.of("cannot_win", Map.of("diverged", Map.of(), "mode", "observe")));
        propose("a", NONE, "cannot_win", alone(), 0);
        propose("b", GROUP, "cannot_win", standing(10, 2), 1);
        propose("b", GROUP, "diverged", standing(10, 1), 2);
        assertEquals(List.of(), words(tick(60)), "it is the best by now");

        Instant now = minute(61);
        StopSignal back = withdrawn("b", GROUP, "diverged", now);
        List<StopSignal> said = governor().take(memory, back, standing(10, 2), now);
        assertEquals(
                List.of(Status.WITHDRAWN, Status.ADVISED),
                said.stream().map(StopSignal::status).toList());
    }

    @Test
    void whereARunStoodInAGroupThatItHasLeftIsNotWhereItStands() {
        settings.put("budget", Map.of("stops_per_hour", 1));
        propose("a", NONE, "diverged", alone(), 0);
        propose("b", GROUP, "diverged", standing(10, 1), 1);

        Instant now = minute(60);
        StopSignal back = withdrawn("b", Optional.of("before"), "cannot_win", now);
        List<StopSignal> said = governor().take(memory, back, standing(10, 2), now);
        assertEquals(1, said.size(), "it is the best of the group that it is in");
    }
}
