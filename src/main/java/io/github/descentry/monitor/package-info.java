/**
 * The monitor itself: pure steps (memory, event) → (memory, outcome). {@link
 * io.github.descentry.monitor.RunMonitor} follows one run, {@link
 * io.github.descentry.monitor.GroupMonitor} the runs of one group. Both judge by the {@link
 * io.github.descentry.monitor.Rules} of the policies in force, which are passed in. Topology,
 * backtest and tests all call these two; a replay decides as the live run did, bit for bit.
 *
 * <p>Of a group three things are kept apart, as they are asked for at different times: a line for
 * each run ({@link io.github.descentry.monitor.GroupMemory}), what they had reached at each percent
 * of their plans ({@link io.github.descentry.monitor.Rungs}), and steps at which several jumped.
 */
package io.github.descentry.monitor;
