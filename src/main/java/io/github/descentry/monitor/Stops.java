package io.github.descentry.monitor;

import io.github.descentry.detect.Finding;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.Distribution;
import io.github.descentry.stop.FindingRule;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.StopConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Applies the rules to one run: those on anomalies to the curves it lives by, which are its
 * objective and its training losses; those on forecasts only if it has a target and no group, for
 * runs of a group are judged where their siblings are known.
 */
final class Stops {

    private final StopConfig config;
    private final List<FindingRule> findingRules;
    private final List<ForecastRule> forecastRules;

    Stops(StopConfig config) {
        this.config = config;
        findingRules = config.findingRules();
        forecastRules = config.forecastRules();
    }

    void judge(
            RunMemory memory,
            Draft draft,
            List<CurveMemory> reported,
            List<Optional<CurveEstimate>> estimates) {
        judgeFindings(memory, draft);
        // As in a group: while an anomaly of the values is open, what was advised stays so.
        boolean reliable =
                memory.state != RunState.UNSTABLE
                        && memory.worstAnomaly().filter(kind -> kind != Kind.STALLED).isEmpty();
        if (reliable && memory.group.isEmpty() && !Double.isNaN(memory.target)) {
            for (int i = 0; i < reported.size(); i++) {
                if (memory.objective(reported.get(i)) && estimates.get(i).isPresent()) {
                    judgeForecast(memory, reported.get(i), estimates.get(i).get(), draft);
                }
            }
        }
    }

    private void judgeFindings(RunMemory memory, Draft draft) {
        if (!memory.advices.any() && !disturbed(memory)) {
            return;
        }
        List<FindingRule.Curve> curves = new ArrayList<>();
        for (CurveMemory curve : memory.curves) {
            if (memory.vital(curve)) {
                curves.add(new FindingRule.Curve(curve.metric(), curve.detectors().findings()));
            }
        }
        FindingRule.Facts facts = new FindingRule.Facts(memory.step(), memory.progress, curves);
        for (FindingRule rule : findingRules) {
            memory.advices.take(
                    rule,
                    rule.judge(facts),
                    draft.subject(),
                    facts.steps(1),
                    config,
                    draft::signal);
        }
    }

    private void judgeForecast(
            RunMemory memory, CurveMemory curve, CurveEstimate estimate, Draft draft) {
        Distribution distribution = estimate.distribution();
        double below = distribution.cumulativeProbability(memory.target);
        ForecastRule.Facts facts =
                new ForecastRule.Facts(
                        curve.metric(),
                        curve.goal(),
                        memory.progress.share(),
                        estimate.planned(),
                        distribution.mean(),
                        distribution.standardDeviation(),
                        distribution.standardDeviation(),
                        OptionalDouble.of(curve.goal() == Goal.MINIMIZE ? below : 1 - below),
                        List.of(),
                        false);
        for (ForecastRule rule : forecastRules) {
            memory.advices.take(
                    rule,
                    rule.judge(facts),
                    draft.subject(),
                    memory.progress.totalSteps().orElse(Math.max(1, memory.step())),
                    config,
                    draft::signal);
        }
    }

    /** Whether a curve the run lives by has an anomaly of its values that has become critical. */
    boolean unstable(RunMemory memory) {
        for (int i = 0; i < memory.curves.size(); i++) {
            CurveMemory curve = memory.curves.get(i);
            if (curve.detectors().disturbed() && memory.vital(curve)) {
                for (Finding finding : curve.detectors().findings()) {
                    if (finding.escalated() && !finding.recovering() && ofValues(finding.kind())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean ofValues(Kind kind) {
        return kind == Kind.NON_FINITE || kind == Kind.SPIKE || kind == Kind.DIVERGENCE;
    }

    private static boolean disturbed(RunMemory memory) {
        for (int i = 0; i < memory.curves.size(); i++) {
            if (memory.curves.get(i).detectors().open()) {
                return true;
            }
        }
        return false;
    }

    /** The run now has a group, where its forecasts are judged from now on. */
    void joinedGroup(RunMemory memory, Draft draft) {
        memory.advices.revoke(
                forecastRules,
                draft.subject(),
                "from now on judged with its group",
                config,
                draft::signal);
    }

    void standing(RunMemory memory, Draft draft) {
        memory.advices.standing(findingRules, draft.subject(), config, draft::signal);
        memory.advices.standing(forecastRules, draft.subject(), config, draft::signal);
    }
}
