/**
 * Studies over recorded curves: how accurate the forecasts are, next to simple peers. Runs the very
 * code that runs live, event by event.
 */
package io.github.descentry.backtest;
