package io.github.descentry.monitor;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;

/**
 * Which metrics of a run are its curves, and which of them it is judged by: the declared objective,
 * or else the curve whose role has the lowest preference among those seen in the first {@value
 * #CHOOSING} checkpoints. Afterwards the choice is kept, so that forecasts stay comparable.
 */
final class Curves {

    private static final int CHOOSING = 10;

    private final MonitorConfig config;

    Curves(MonitorConfig config) {
        this.config = config;
    }

    /** A curve for a metric that has none yet; null if it is no curve or there is no room. */
    CurveMemory begin(RunMemory memory, String metric, Draft draft) {
        Role role = config.roles().of(metric);
        boolean objective = memory.objectiveDeclared && declared(memory, metric);
        if (!objective && role.kind() != Role.Kind.CURVE) {
            return null;
        }
        // A declared objective that has not reported yet has its place kept free.
        boolean kept =
                memory.objectiveDeclared && !objective && memory.curve(memory.objective) == null;
        if (memory.curves.size() >= config.maxCurvesPerRun() - (kept ? 1 : 0)) {
            draft.overCap++;
            return null;
        }
        Goal goal = objective ? memory.objectiveGoal : role.goal().orElseThrow();
        CurveMemory curve = new CurveMemory(metric, goal, role.split(), role.preference());
        memory.add(curve);
        if (objective) {
            memory.objective = metric;
        } else if (!memory.objectiveDeclared) {
            choose(memory, curve);
        }
        return curve;
    }

    private static void choose(RunMemory memory, CurveMemory candidate) {
        CurveMemory chosen = memory.curve(memory.objective);
        boolean better = chosen == null || candidate.preference() < chosen.preference();
        if (better && (chosen == null || memory.checkpoints < CHOOSING)) {
            memory.objective = candidate.metric();
            memory.objectiveGoal = candidate.goal();
        }
    }

    private boolean declared(RunMemory memory, String metric) {
        return memory.objective.equals(metric)
                || memory.curve(memory.objective) == null
                        && MetricRoles.simplify(memory.objective)
                                .equals(MetricRoles.simplify(metric));
    }

    /** Takes a declared objective, at any time in the run. */
    void declare(RunMemory memory, Objective objective, Draft draft) {
        memory.objectiveDeclared = true;
        memory.objectiveGoal = objective.goal();
        memory.target = objective.target().orElse(Double.NaN);
        memory.objective = objective.metric();
        for (CurveMemory curve : memory.curves) {
            boolean same =
                    MetricRoles.simplify(curve.metric())
                            .equals(MetricRoles.simplify(objective.metric()));
            if (same && memory.curve(objective.metric()) == null) {
                memory.objective = curve.metric();
            }
        }
        CurveMemory curve = memory.curve(memory.objective);
        if (curve == null && memory.curves.size() >= config.maxCurvesPerRun()) {
            drop(memory, memory.curves.get(memory.curves.size() - 1), draft);
        } else if (curve != null && curve.goal() != objective.goal()) {
            // What was learned the wrong way round is of no use.
            drop(memory, curve, draft);
        }
    }

    private static void drop(RunMemory memory, CurveMemory curve, Draft draft) {
        curve.detectors()
                .close(
                        memory.step(),
                        "another objective was declared",
                        draft.turns(curve.metric()));
        memory.remove(curve);
    }
}
