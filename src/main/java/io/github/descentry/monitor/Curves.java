package io.github.descentry.monitor;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import java.util.Map;
import java.util.OptionalDouble;

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

    /** The curve of a metric, made if there is room; null if it is none or there is no room. */
    CurveMemory of(RunMemory memory, String metric, Draft draft) {
        CurveMemory known = memory.curve(metric);
        if (known != null) {
            return known;
        }
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
        memory.curves.add(curve);
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
        memory.curves.remove(curve);
    }

    /** The first learning rate of a checkpoint; empty if it has none. */
    OptionalDouble learningRate(Checkpoint checkpoint) {
        for (Map.Entry<String, Double> entry : checkpoint.metrics().entrySet()) {
            if (config.roles().of(entry.getKey()).kind() == Role.Kind.LEARNING_RATE) {
                return OptionalDouble.of(entry.getValue());
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * The gradient norm of a checkpoint; empty if it has none. Of several the one with the shortest
     * name: beside {@code grad_norm} others are mostly those of its parts.
     */
    OptionalDouble gradientNorm(Checkpoint checkpoint) {
        String shortest = null;
        for (String metric : checkpoint.metrics().keySet()) {
            if (config.roles().of(metric).kind() == Role.Kind.GRADIENT_NORM
                    && (shortest == null || metric.length() < shortest.length())) {
                shortest = metric;
            }
        }
        return shortest == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(checkpoint.metrics().get(shortest));
    }
}
