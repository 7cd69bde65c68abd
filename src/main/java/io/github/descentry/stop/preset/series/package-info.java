/**
 * Rules of other tools over the values of one metric of one run: {@link
 * io.github.descentry.stop.preset.series.SeriesPresets} has them by name. What several of them keep
 * of a run (a window of its values, in order or sorted) is here too.
 */
package io.github.descentry.stop.preset.series;
