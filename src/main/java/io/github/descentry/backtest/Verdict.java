package io.github.descentry.backtest;

import io.github.descentry.events.Forecast.Quantiles;

/**
 * One forecast of one run against what came.
 *
 * @param run name of the run
 * @param collection the file it was recorded in
 * @param seen share of the steps seen, in percent
 * @param actual the final value that came
 * @param quantiles our forecast; its median is the one number
 * @param powerLaw the peer's
 * @param lastValue the other peer's
 */
public record Verdict(
        String run,
        String collection,
        int seen,
        double actual,
        Quantiles quantiles,
        double powerLaw,
        double lastValue) {

    double error() {
        return Math.abs(quantiles.p50() - actual);
    }

    double relativeError() {
        return relative(quantiles.p50());
    }

    double relative(double forecast) {
        return Math.abs(forecast - actual) / Math.max(1e-12, Math.abs(actual));
    }
}
