package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.page.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group in which a policy stopped a run that it should not have, as it is drawn: the runs stopped
 * wrongly, the best of all, the best of those that were kept, and some of the others.
 *
 * @param result what the policy did
 * @param best name of the run that ended best
 * @param kept name of the best run that was not stopped; empty: all were stopped
 * @param curves the runs that are drawn
 * @param hidden how many are not
 */
public record WrongStop(
        SweepResult result, String best, String kept, List<Curve> curves, int hidden) {

    /** Of a large group; more would hide what matters. */
    private static final int MOST_OTHERS = 12;

    private static final int STRETCHES = 160;
    private static final int STRETCHES_OF_OTHERS = 50;
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
        Map<String, Curve> fine = new HashMap<>();
        Map<String, Curve> coarse = new HashMap<>();
        for (SweepResult result : results) {
            if (result.wrong().isEmpty()
                    || !policies.contains(result.policy())
                    || !seen.add(result.policy())) {
                continue;
            }
            String best = best(group, Set.of());
            String kept = best(group, result.stops().keySet());
            List<Curve> curves = new ArrayList<>();
            int others = 0;
            int hidden = 0;
            for (SweepRun run : group.runs()) {
                boolean named =
                        result.wrong().containsKey(run.run())
                                || run.run().equals(best)
                                || run.run().equals(kept);
                if (named) {
                    curves.add(fine.computeIfAbsent(run.run(), it -> curve(run, STRETCHES)));
                } else if (others++ < MOST_OTHERS) {
                    // Below the others.
                    curves.add(
                            0,
                            coarse.computeIfAbsent(
                                    run.run(), it -> curve(run, STRETCHES_OF_OTHERS)));
                } else {
                    hidden++;
                }
            }
            wrong.add(new WrongStop(result, best, kept, curves, hidden));
        }
        return wrong;
    }

    /** What a run ended at. */
    double finalValue(String run) {
        return curves.stream()
                .filter(curve -> curve.run().equals(run))
                .mapToDouble(Curve::finalValue)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String best(SweepGroup group, Set<String> without) {
        SweepRun best = null;
        for (SweepRun run : group.runs()) {
            if (!without.contains(run.run())
                    && (best == null
                            || SweepRun.better(
                                    group.goal(), run.finalValue(), best.finalValue()))) {
                best = run;
            }
        }
        return best == null ? "" : best.run();
    }

    private static Curve curve(SweepRun run, int stretches) {
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
                run.run(),
                from(FIRST, x, y, count, stretches),
                from(HALF, x, y, count, stretches),
                run.finalValue());
    }

    private static Line from(double percent, double[] x, double[] y, int count, int stretches) {
        int from = 0;
        while (from < count && x[from] < percent) {
            from++;
        }
        return Line.of(x, y, from, count, stretches);
    }
}
