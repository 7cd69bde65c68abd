package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.page.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A group in which a policy stopped a run that it should not have, as it is drawn.
 *
 * @param result what the policy did
 * @param best best final value of the group
 * @param curves all runs of the group
 */
public record WrongStop(SweepResult result, double best, List<Curve> curves) {

    /**
     * A run as it is drawn, all of it.
     *
     * @param run its name
     * @param line its values over percents of its plan
     * @param finalValue what it ended at
     */
    public record Curve(String run, Line line, double finalValue) {}

    /**
     * Those of a group.
     *
     * @param results what all policies did to it; of several orders the first that went wrong
     *     counts
     * @param policies names of the policies that are drawn
     */
    public static List<WrongStop> of(
            SweepGroup group, List<SweepResult> results, Set<String> policies) {
        List<WrongStop> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SweepResult result : results) {
            if (!result.wrong().isEmpty()
                    && policies.contains(result.policy())
                    && seen.add(result.policy())) {
                wrong.add(
                        new WrongStop(
                                result,
                                group.best(),
                                group.runs().stream().map(WrongStop::curve).toList()));
            }
        }
        return wrong;
    }

    private static Curve curve(SweepRun run) {
        double[] x = new double[run.points().size()];
        double[] y = new double[x.length];
        int count = 0;
        for (SweepRun.Point point : run.points()) {
            if (point.value().isPresent()) {
                x[count] = 100 * point.share();
                y[count++] = point.value().getAsDouble();
            }
        }
        // The first percents would hide the rest.
        int from = 0;
        while (from < count && x[from] < 2) {
            from++;
        }
        return new Curve(run.run(), Line.of(x, y, Math.min(from, count), count), run.finalValue());
    }
}
