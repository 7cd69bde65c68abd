/**
 * Pages for people: one file of HTML with charts drawn in SVG, no scripts, nothing from elsewhere,
 * light and dark as the reader has it.
 */
package io.github.descentry.backtest.page;
