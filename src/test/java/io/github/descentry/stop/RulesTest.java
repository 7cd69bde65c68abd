package io.github.descentry.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Plan;
import io.github.descentry.fit.Progress;
import io.github.descentry.stop.Verdict.Call;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each rule says of given facts. */
class RulesTest {

    private static FindingRule.Facts facts(long step, Finding... findings) {
        Progress progress = new Progress();
        progress.plan(Plan.ofSteps(1000));
        return new FindingRule.Facts(
                step, progress, List.of(new FindingRule.Curve("loss", List.of(findings))));
    }

    private static Finding finding(
            Kind kind, Status status, long escalated, int reports, double excess) {
        return new Finding(kind, status, Severity.CRITICAL, 400, escalated, reports, excess, 1.0);
    }

    static Stream<FindingRule> findingRules() {
        return Stream.of(
                new NonFiniteRule(),
                new DivergedRule(DivergedConfig.DEFAULT),
                LastingRule.plateau(LastingConfig.PLATEAU),
                LastingRule.overfit(LastingConfig.OVERFIT));
    }

    @ParameterizedTest
    @MethodSource("findingRules")
    void aHealthyRunIsClearAndAStallOrAnOpenedAnomalyIsNoReasonToStop(FindingRule rule) {
        assertEquals(Call.CLEAR, rule.judge(facts(500)).call());
        for (Kind kind : Kind.values()) {
            Finding opened = finding(kind, Status.OPENED, -1, 0, 1);
            if (rule.name().equals("plateau") && kind == Kind.PLATEAU) {
                continue; // It is never critical, and stops when it lasts.
            }
            assertFalse(rule.judge(facts(500, opened)).call() == Call.STOP, kind.name());
        }
        Finding stalled = finding(Kind.STALLED, Status.ESCALATED, 400, 100, 1);
        assertEquals(Call.CLEAR, rule.judge(facts(900, stalled)).call());
    }

    @Test
    void aPlateauStopsOnceItHasLasted() {
        LastingRule rule = LastingRule.plateau(LastingConfig.PLATEAU);
        Finding open = finding(Kind.PLATEAU, Status.OPENED, -1, 0, Double.NaN);
        assertEquals(Call.UNSURE, rule.judge(facts(499, open)).call());
        assertEquals(Call.STOP, rule.judge(facts(500, open)).call(), "since 400, a tenth of 1000");
        assertEquals(Call.CLEAR, rule.judge(facts(500)).call());
    }

    @Test
    void overfittingStopsOnceTheHarmIsLargeAndItLasts() {
        LastingRule rule = LastingRule.overfit(LastingConfig.OVERFIT);
        Finding open = finding(Kind.OVERFIT, Status.OPENED, -1, 0, 0.2);
        assertEquals(Call.UNSURE, rule.judge(facts(900, open)).call(), "not critical");
        Finding critical = finding(Kind.OVERFIT, Status.ESCALATED, 430, 5, 0.2);
        assertEquals(Call.UNSURE, rule.judge(facts(440, critical)).call());
        assertEquals(Call.STOP, rule.judge(facts(450, critical)).call());
        Finding recovering = finding(Kind.OVERFIT, Status.RECOVERING, 430, 5, 0.1);
        assertEquals(Call.UNSURE, rule.judge(facts(500, recovering)).call());
    }

    @Test
    void nonFiniteStopsOnceEscalatedAndHoldsWhileRecovering() {
        NonFiniteRule rule = new NonFiniteRule();
        double none = Double.NaN;
        Finding lost = finding(Kind.NON_FINITE, Status.ESCALATED, 410, 0, none);
        Verdict verdict = rule.judge(facts(410, lost));
        assertEquals(Call.STOP, verdict.call());
        assertTrue(verdict.reason().contains("since step 400"), verdict.reason());
        Finding back = finding(Kind.NON_FINITE, Status.RECOVERING, 410, 1, none);
        assertEquals(Call.UNSURE, rule.judge(facts(420, back)).call());
    }

    @ParameterizedTest(name = "escalated at 450, step {0}, {1} reports, excess {2}: {3}")
    @CsvSource({
        "520, 12, 0.9, STOP",
        "500, 10, 0.5, STOP",
        "499, 10, 0.5, UNSURE",
        "500, 9, 0.5, UNSURE",
        "480, 12, 0.9, UNSURE",
        "520, 5, 0.9, UNSURE",
        "520, 12, 0.4, UNSURE"
    })
    void divergedStopsWhatLastsAndKeepsItsHeight(long step, int reports, double excess, Call call) {
        DivergedRule rule = new DivergedRule(DivergedConfig.DEFAULT);
        for (Kind kind : List.of(Kind.DIVERGENCE, Kind.SPIKE)) {
            Finding risen = finding(kind, Status.ESCALATED, 450, reports, excess);
            assertEquals(call, rule.judge(facts(step, risen)).call(), kind.name());
        }
    }

    private static ForecastRule.Facts facts(
            double share, boolean planned, double mean, double target, Double best) {
        return new ForecastRule.Facts(
                "loss",
                Goal.MINIMIZE,
                share,
                planned,
                mean,
                0.1,
                0.1,
                Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target),
                best == null ? List.of() : List.of(new ForecastRule.Rival("best", best, 0.1, 0.1)),
                best != null && mean < best);
    }

    @Test
    void cannotWinJudgesPlannedForecastsLateEnoughAndNeverTheLeader() {
        CannotWinRule rule = new CannotWinRule(CannotWinConfig.DEFAULT);
        double none = Double.NaN;
        assertEquals(Call.STOP, rule.judge(facts(0.5, true, 3, none, 2.0)).call());
        assertEquals(Call.UNSURE, rule.judge(facts(0.2, true, 3, none, 2.0)).call(), "early");
        assertEquals(Call.UNSURE, rule.judge(facts(0.95, true, 3, none, 2.0)).call(), "late");
        assertEquals(Call.UNSURE, rule.judge(facts(none, false, 3, none, 2.0)).call(), "no plan");
        assertEquals(Call.UNSURE, rule.judge(facts(0.5, false, 3, none, 2.0)).call(), "no end");
        assertEquals(Call.CLEAR, rule.judge(facts(0.5, true, 1, 0.001, 2.0)).call(), "leads");
        assertEquals(Call.CLEAR, rule.judge(facts(0.5, true, 3, none, null)).call(), "alone");
        assertEquals(Call.UNSURE, rule.judge(facts(0.5, true, 2.25, none, 2.0)).call(), "5 %");
        assertEquals(Call.CLEAR, rule.judge(facts(0.5, true, 2.03, none, 2.0)).call());
    }

    @Test
    void aForecastThatHasBurstNeitherAdvisesNorClears() {
        CannotWinRule rule = new CannotWinRule(CannotWinConfig.DEFAULT);
        ForecastRule.Rival best = new ForecastRule.Rival("best", 2, 0.1, 0.1);
        for (double narrowest : List.of(0.1, 10.0)) {
            ForecastRule.Facts burst =
                    new ForecastRule.Facts(
                            "loss",
                            Goal.MINIMIZE,
                            0.5,
                            true,
                            3,
                            10,
                            narrowest,
                            OptionalDouble.empty(),
                            List.of(best),
                            false);
            assertEquals(narrowest == 0.1 ? Call.UNSURE : Call.CLEAR, rule.judge(burst).call());
        }
    }

    @Test
    void aRivalWhoseForecastHasBurstClearsNobody() {
        CannotWinRule rule = new CannotWinRule(CannotWinConfig.DEFAULT);
        ForecastRule.Facts facts = facts(0.5, true, 3, Double.NaN, 2.0);
        ForecastRule.Rival burst = new ForecastRule.Rival("best", 2, 10, 0.1);
        assertEquals(Call.UNSURE, rule.judge(with(facts, List.of(burst))).call());
        ForecastRule.Rival neverSure = new ForecastRule.Rival("best", 2, 10, 10);
        assertEquals(Call.CLEAR, rule.judge(with(facts, List.of(neverSure))).call());
    }

    @Test
    void toWinIsToBeatTheSiblingThatIsHardestToBeat() {
        ForecastRule.Facts facts = facts(0.5, true, 3, Double.NaN, 2.0);
        ForecastRule.Rival hopeful = new ForecastRule.Rival("hopeful", 1.5, 1, 1);
        ForecastRule.Rival sure = new ForecastRule.Rival("sure", 2.0, 0.01, 0.01);
        CannotWinRule rule = new CannotWinRule(CannotWinConfig.DEFAULT);
        assertEquals(Call.UNSURE, rule.judge(with(facts, List.of(hopeful))).call());
        for (List<ForecastRule.Rival> both :
                List.of(List.of(hopeful, sure), List.of(sure, hopeful))) {
            Verdict verdict = rule.judge(with(facts, both));
            assertEquals(Call.STOP, verdict.call());
            assertTrue(verdict.reason().contains("beat sure (2.000)"), verdict.reason());
            assertEquals(2.0, verdict.evidence().get("sibling_mean"));
        }
    }

    private static ForecastRule.Facts with(
            ForecastRule.Facts facts, List<ForecastRule.Rival> rivals) {
        return new ForecastRule.Facts(
                facts.metric(),
                facts.goal(),
                facts.share(),
                facts.planned(),
                facts.mean(),
                facts.sd(),
                facts.narrowest(),
                facts.beatTarget(),
                rivals,
                facts.leading());
    }

    @Test
    void cannotWinJudgesByTheTargetTooAndSaysWhich() {
        CannotWinRule rule = new CannotWinRule(CannotWinConfig.DEFAULT);
        Verdict verdict = rule.judge(facts(0.5, true, 3, 0.001, null));
        assertEquals(Call.STOP, verdict.call());
        assertTrue(verdict.reason().contains("target"), verdict.reason());
        assertEquals(0.001, verdict.evidence().get("beat_target"));
    }

    @Test
    void aMarginAsksForMoreThanATie() {
        CannotWinConfig config = new CannotWinConfig(0.02, 0.05, 2, 0.2, 0.25, 0.9, 5, 0.02);
        Verdict verdict = new CannotWinRule(config).judge(facts(0.5, true, 2.05, 0.9, 2.0));
        assertEquals(Call.STOP, verdict.call(), "2.05 ± 0.1 has to end below 1.6 ± 0.1");
    }

    @Test
    void chancesAreThoseOfStudentsDistribution() {
        // One deviation of both: t = 1 / 0.6, and F(t) = 1/2 + t / (2 sqrt(2 + t^2)).
        assertEquals(0.881246, Chance.better(Goal.MINIMIZE, 1, 0.6, 2, 0.8), 1e-6);
        assertEquals(0.118754, Chance.better(Goal.MAXIMIZE, 1, 0.6, 2, 0.8), 1e-6);
        assertEquals(0, Chance.better(Goal.MINIMIZE, 1e300, 1e-300, 2, 1e-300));
        assertEquals(1, Chance.better(Goal.MINIMIZE, 1, 0, 2, 0));
        assertEquals(0.5, Chance.better(Goal.MINIMIZE, 2, 0, 2, 0));
        assertEquals(0, Chance.better(Goal.MINIMIZE, 3, 0, 2, 0));
    }

    @Test
    void settingsAreRefusedByTheirKey() {
        record Refusal(String message, Runnable config) {}
        StopConfig config = StopConfig.DEFAULT;
        for (Refusal refusal :
                List.of(
                        new Refusal(
                                "stop.cannot_win.chance=0.7",
                                () -> new CannotWinConfig(0.7, 0.8, 2, 0, 0, 1, 1, 0)),
                        new Refusal(
                                "stop.cannot_win.clear_chance=0.01",
                                () -> new CannotWinConfig(0.02, 0.01, 2, 0, 0, 1, 1, 0)),
                        new Refusal(
                                "stop.diverged.patience_reports=0",
                                () -> new DivergedConfig(0, 0, 0)),
                        new Refusal(
                                "stop.rules=unheard_of",
                                () ->
                                        new StopConfig(
                                                config.mode(),
                                                config.validity(),
                                                Set.of("unheard_of"),
                                                config.diverged(),
                                                config.cannotWin())),
                        new Refusal(
                                "stop.validity=PT0S",
                                () ->
                                        new StopConfig(
                                                config.mode(),
                                                Duration.ZERO,
                                                StopConfig.ALL,
                                                config.diverged(),
                                                config.cannotWin())))) {
            String message =
                    assertThrows(IllegalArgumentException.class, refusal.config()::run)
                            .getMessage();
            assertTrue(message.contains(refusal.message()), message);
        }
    }
}
