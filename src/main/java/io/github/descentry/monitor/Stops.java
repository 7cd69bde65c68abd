package io.github.descentry.monitor;

import io.github.descentry.detect.Finding;
import io.github.descentry.detect.Split;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.Distribution;
import io.github.descentry.stop.FindingRule;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.StopRule;
import io.github.descentry.stop.Used;
import io.github.descentry.stop.Verdict;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Applies the rules of a run's policy to it: those on anomalies to the curves it lives by, which
 * are its objective and its training losses; presets to the metric that the policy names; those on
 * forecasts only if it has a target and no group, for runs of a group are judged where their
 * siblings are known. Without state.
 */
final class Stops {

    /**
     * Judges after a checkpoint.
     *
     * @param further whether no checkpoint had that step, or a later one
     * @param worst the worst anomaly that is open
     * @param reported curves with a new value
     * @param estimates what is expected of each
     */
    void judge(
            RunMemory memory,
            Checkpoint checkpoint,
            boolean further,
            Optional<Kind> worst,
            Draft draft,
            List<CurveMemory> reported,
            List<Optional<CurveEstimate>> estimates) {
        adopt(memory, draft);
        judgeFindings(memory, draft);
        judgePresets(memory, checkpoint, further, draft, reported);
        // As in a group: while an anomaly of the values is open, what was advised stays so.
        boolean reliable =
                memory.state != RunState.UNSTABLE
                        && worst.filter(kind -> kind != Kind.STALLED).isEmpty();
        if (reliable && memory.group.isEmpty() && !Double.isNaN(memory.target)) {
            for (int i = 0; i < reported.size(); i++) {
                if (memory.objective(reported.get(i)) && estimates.get(i).isPresent()) {
                    judgeForecast(memory, reported.get(i), estimates.get(i).get(), draft);
                }
            }
        }
    }

    /** Leaves behind what rules have advised and seen that are no longer in force as they were. */
    private static void adopt(RunMemory memory, Draft draft) {
        if (memory.advices.any() || !memory.presets.isEmpty()) {
            PolicyRules rules = draft.rules();
            memory.advices.adopt(
                    rules.keys(), rules.policy(), draft.subject(), rules.terms(), draft::signal);
            memory.presets.keep(rules.keys());
        }
    }

    private static void judgeFindings(RunMemory memory, Draft draft) {
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
        for (Used<FindingRule> use : draft.rules().findings()) {
            take(memory, use, use.rule().judge(facts), draft);
        }
    }

    private static void judgePresets(
            RunMemory memory,
            Checkpoint checkpoint,
            boolean further,
            Draft draft,
            List<CurveMemory> reported) {
        List<Used<PresetRule>> presets = draft.rules().presets();
        for (int i = 0; i < presets.size(); i++) {
            Used<PresetRule> use = presets.get(i);
            String metric = use.rule().metric().orElse(memory.objective);
            Double value = checkpoint.metrics().get(metric);
            if (value == null || !isNew(memory, metric, further, reported)) {
                continue;
            }
            String verdict =
                    memory.presets.report(
                            use.key(),
                            use.rule().preset(),
                            new SeriesPreset.Report(
                                    checkpoint.step(),
                                    value,
                                    memory.progress.totalSteps(),
                                    training(memory)));
            take(
                    memory,
                    use,
                    verdict.isEmpty()
                            ? Verdict.unsure()
                            : Verdict.stop(metric + ": " + verdict, Map.of("value", value)),
                    draft);
        }
    }

    /** The latest value of the first training loss; absent if there is none. */
    private static OptionalDouble training(RunMemory memory) {
        for (int i = 0; i < memory.curves.size(); i++) {
            CurveMemory curve = memory.curves.get(i);
            if (curve.split() == Split.TRAINING && curve.goal() == Goal.MINIMIZE) {
                return OptionalDouble.of(curve.value());
            }
        }
        return OptionalDouble.empty();
    }

    /** Whether the checkpoint brings the metric's value for the first time. */
    private static boolean isNew(
            RunMemory memory, String metric, boolean further, List<CurveMemory> reported) {
        CurveMemory curve = memory.curve(metric);
        return curve == null ? further : reported.contains(curve);
    }

    private static void judgeForecast(
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
        for (Used<ForecastRule> use : draft.rules().forecasts()) {
            take(memory, use, use.rule().judge(facts), draft);
        }
    }

    private static void take(
            RunMemory memory, Used<? extends StopRule> use, Verdict verdict, Draft draft) {
        memory.advices.take(
                use,
                draft.rules().inTime(use.rule(), verdict, memory.progress.share()),
                draft.subject(),
                memory.progress.totalSteps().orElse(Math.max(1, memory.step())),
                draft::signal);
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

    /**
     * The run joins a group. Its forecasts are judged there from now on; of a group that it leaves
     * for it, nothing that was advised stays: whoever keeps the budgets knows it under that group.
     *
     * @param to the group it joins
     * @param before the rules that it was judged by until now
     */
    void joinsGroup(RunMemory memory, String to, PolicyRules before, Draft draft) {
        Set<String> forecasts = before.forecastKeys();
        boolean moves = memory.group.isPresent();
        memory.advices.revoke(
                moves ? key -> true : forecasts::contains,
                draft.subject(),
                moves ? "the run has left for group " + to : "from now on judged with its group",
                before.terms(),
                draft::signal);
    }

    void standing(RunMemory memory, Draft draft) {
        memory.advices.standing(draft.subject(), draft.rules()::terms, draft::signal);
    }
}
