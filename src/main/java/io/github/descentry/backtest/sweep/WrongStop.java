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

    private static final double FIRST = 2;
    private static final double HALF = 50;

    /**
     * A run as it is drawn, all of it.
     *
     * @param run its name
     * @param whole its values over percents of its plan, but the first few, which would hide the
     *     rest
     * @param late the same of the second half
     * @param finalValue what it ended at
     */
    public record Curve(String run, Line whole, Line late, double finalValue) {}

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
        return new Curve(
                run.run(), from(FIRST, x, y, count), from(HALF, x, y, count), run.finalValue());
    }

    private static Line from(double percent, double[] x, double[] y, int count) {
        int from = 0;
        while (from < count && x[from] < percent) {
            from++;
        }
        return Line.of(x, y, from, count);
    }
}
