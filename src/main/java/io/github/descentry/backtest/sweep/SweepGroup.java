package io.github.descentry.backtest.sweep;

import io.github.descentry.events.Goal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Runs that are compared with each other.
 *
 * @param name name of the group
 * @param collection the file they were read from
 * @param runs the runs, by name, all judged by one metric
 */
public record SweepGroup(String name, String collection, List<SweepRun> runs) {

    /** Fewer are no group. */
    public static final int LEAST = 4;

    public SweepGroup {
        runs = List.copyOf(runs);
    }

    /** Name of the policy of the file under study of each run that one governs. */
    public List<String> governedBy() {
        return runs.stream().flatMap(run -> run.policy().stream()).toList();
    }

    /** How long the plan of the run in the middle would have taken. */
    Duration medianDuration() {
        return runs.stream().map(SweepRun::duration).sorted().toList().get(runs.size() / 2);
    }

    public Goal goal() {
        return runs.get(0).goal();
    }

    /** The best final value of all runs. */
    public double best() {
        return best(runs.stream().mapToDouble(SweepRun::finalValue).toArray());
    }

    private double best(double[] values) {
        double best = Double.NaN;
        for (double value : values) {
            best = SweepRun.better(goal(), value, best) ? value : best;
        }
        return best;
    }

    /** Distance of the median final value from the best; runs that ended at no number left out. */
    public double spread() {
        double[] values =
                runs.stream()
                        .mapToDouble(SweepRun::finalValue)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        int middle = values.length / 2;
        double median =
                values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return Math.abs(median - best());
    }

    /** The final value at rank {@code k}, the best is 1; runs at no number are behind all. */
    public double atRank(int k) {
        double[] values =
                runs.stream()
                        .mapToDouble(SweepRun::finalValue)
                        .filter(Double::isFinite)
                        .map(value -> goal().sign() * value)
                        .sorted()
                        .toArray();
        return values.length < k ? Double.NaN : goal().sign() * values[k - 1];
    }

    /** Whether anything can be lost: two runs at least ended at a number, not all at the same. */
    public boolean comparable() {
        double[] values =
                runs.stream()
                        .mapToDouble(SweepRun::finalValue)
                        .filter(Double::isFinite)
                        .distinct()
                        .toArray();
        return Arrays.stream(values).count() >= 2;
    }
}
