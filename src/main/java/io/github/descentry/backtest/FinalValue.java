package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What a run ended at: as recorded beside the curves or, where nothing is, the median of the last 5
 * % of its values, at least 1 and at most 200. A curve whose last value is no number ended at none.
 */
final class FinalValue {

    private static final double SHARE = 0.05;
    private static final int MOST = 200;

    private FinalValue() {}

    /** NaN if the run ended without one. */
    static double of(CorpusRun run, String metric) {
        return run.finalValue().orElseGet(() -> median(run, metric));
    }

    private static double median(CorpusRun run, String metric) {
        Series series = new Series();
        double last = Double.NaN;
        for (Checkpoint checkpoint : run.checkpoints()) {
            Double value = checkpoint.metrics().get(metric);
            if (value == null) {
                continue;
            }
            last = value;
            if (Double.isFinite(value)) {
                series.add(checkpoint.step(), value);
            }
        }
        if (!Double.isFinite(last)) {
            return Double.NaN;
        }
        int count = (int) Math.max(1, Math.min(MOST, Math.round(SHARE * series.size())));
        return new Median().evaluate(series.values(), series.size() - count, count);
    }
}
