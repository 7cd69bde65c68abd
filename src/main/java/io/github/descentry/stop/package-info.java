/**
 * Rules that advise to end a run: one class per rule, each with its config record. A rule is pure
 * and without state, it turns the present facts into a {@link io.github.descentry.stop.Verdict};
 * {@link io.github.descentry.stop.Advice} remembers what was advised and sees to it that nothing is
 * advised twice.
 *
 * <p>A {@link io.github.descentry.stop.FindingRule} judges the open anomalies of a run, a {@link
 * io.github.descentry.stop.ForecastRule} its forecast, alone or against its siblings, a {@link
 * io.github.descentry.stop.RungRule} where it stands among its siblings at equal shares of
 * progress. Rules of other tools are in {@code stop.preset}; which rules a run is judged by, and
 * what may follow, is said in {@code stop.policy}.
 */
package io.github.descentry.stop;
