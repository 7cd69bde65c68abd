/**
 * Studies over recorded curves: how accurate the forecasts are, and whether the anomalies raised
 * are those that people labelled, next to simple peers and rules of other tools. Runs the very code
 * that runs live, event by event. What stopping runs would have saved and cost is in {@code
 * backtest.sweep}, the drawings are in {@code backtest.page}.
 */
package io.github.descentry.backtest;
