package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What a run ended at: as recorded beside the curves or, where nothing is, the median of the last 5
 * % of its values, at least 1 and at most 200. A curve whose last value is no number ended at none.
 */
public final class FinalValue {

    private static final double SHARE = 0.05;
    private static final int MOST = 200;

    private FinalValue() {}

    /** NaN if the run ended without one. */
    public static double of(CorpusRun run, String metric) {
        return run.finalValue().orElseGet(() -> of(values(run, metric)));
    }

    /**
     * The same of a curve's values.
     *
     * @param values in their order; those that are no numbers count only as the last
     */
    public static double of(List<Double> values) {
        if (values.isEmpty() || !Double.isFinite(values.get(values.size() - 1))) {
            return Double.NaN;
        }
        double[] finite =
                values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
        int count = (int) Math.max(1, Math.min(MOST, Math.round(SHARE * finite.length)));
        return new Median().evaluate(finite, finite.length - count, count);
    }

    private static List<Double> values(CorpusRun run, String metric) {
        List<Double> values = new ArrayList<>();
        for (Checkpoint checkpoint : run.checkpoints()) {
            Double value = checkpoint.metrics().get(metric);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
