package io.github.descentry.backtest;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How accurate the forecasts of one collection were.
 *
 * @param collection name of the collection
 * @param seen share of the steps seen, in percent
 * @param runs how many runs were forecast
 * @param mae mean absolute error, in units of the metric
 * @param medianRelativeError median of |forecast − actual| / |actual|
 * @param inside80 share of the final values inside the 80 % interval
 * @param inside95 the same of the 95 % interval
 * @param powerLawMae the peer's mean absolute error
 * @param powerLawMedianRelativeError the peer's median relative error
 * @param lastValueMae the other peer's
 * @param lastValueMedianRelativeError the other peer's
 */
public record AccuracyRow(
        String collection,
        int seen,
        int runs,
        double mae,
        double medianRelativeError,
        double inside80,
        double inside95,
        double powerLawMae,
        double powerLawMedianRelativeError,
        double lastValueMae,
        double lastValueMedianRelativeError) {

    static AccuracyRow of(String collection, int seen, List<Verdict> verdicts) {
        return new AccuracyRow(
                collection,
                seen,
                verdicts.size(),
                mean(verdicts, Verdict::error),
                median(verdicts, Verdict::relativeError),
                mean(verdicts, it -> it.quantiles().inside80(it.actual()) ? 1 : 0),
                mean(verdicts, it -> it.quantiles().inside95(it.actual()) ? 1 : 0),
                mean(verdicts, it -> Math.abs(it.powerLaw() - it.actual())),
                median(verdicts, it -> it.relative(it.powerLaw())),
                mean(verdicts, it -> Math.abs(it.lastValue() - it.actual())),
                median(verdicts, it -> it.relative(it.lastValue())));
    }

    /** Whether the median relative error is at or below that of the better peer. */
    public boolean beatsPeers() {
        return medianRelativeError
                <= Math.min(powerLawMedianRelativeError, lastValueMedianRelativeError);
    }

    private static double mean(List<Verdict> verdicts, ToDoubleFunction<Verdict> of) {
        return verdicts.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private static double median(List<Verdict> verdicts, ToDoubleFunction<Verdict> of) {
        return new Median().evaluate(verdicts.stream().mapToDouble(of).toArray());
    }
}
