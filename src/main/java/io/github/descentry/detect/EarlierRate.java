package io.github.descentry.detect;

import io.github.descentry.fit.Progress;

/**
 * Finds the earlier step that a run's learning rates are planned for, if there is one: where the
 * plan comes closest to the rate of now and, as many steps before, to that of the first report that
 * was off. Of several the latest. Some four thousand looks at the plan, once for an anomaly.
 */
final class EarlierRate {

    private static final int GRID = 2000;
    private static final int REFINEMENTS = 30;

    private EarlierRate() {}

    /**
     * The step.
     *
     * @param offStep step of the first report that was off
     * @param offRate its rate
     */
    static double find(RunReport report, long offStep, double offRate) {
        double width = report.step() / (double) GRID;
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            double miss = miss(report, i * width, offStep, offRate);
            if (miss <= least) {
                least = miss;
                best = i * width;
            }
        }
        for (int i = 0; i < REFINEMENTS; i++) {
            width /= 2;
            for (double beside : new double[] {Math.max(0, best - width), best + width}) {
                double miss = miss(report, beside, offStep, offRate);
                if (miss < least) {
                    least = miss;
                    best = beside;
                }
            }
        }
        return best;
    }

    /** By how much the rates miss the plan if the present one is that of an earlier step. */
    static double miss(RunReport report, double earlier, long offStep, double offRate) {
        Progress progress = report.progress();
        double before = Math.max(0, earlier - (report.step() - offStep));
        double now = progress.plannedRate(earlier).orElse(Double.NaN);
        double then = progress.plannedRate(before).orElse(Double.NaN);
        return Math.max(
                Math.abs(now - report.learningRate().getAsDouble()), Math.abs(then - offRate));
    }
}
