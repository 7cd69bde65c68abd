/**
 * The monitor itself: pure steps (memory, event) → (memory, outcome). {@link
 * io.github.descentry.monitor.RunMonitor} follows one run, {@link
 * io.github.descentry.monitor.GroupMonitor} the runs of one group. Topology, backtest and tests all
 * call these two; a replay decides as the live run did, bit for bit.
 */
package io.github.descentry.monitor;
