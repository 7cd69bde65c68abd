/**
 * What rules that stop runs would have done to recorded groups: each group is replayed with all its
 * runs side by side, a run that is stopped reports no more, and what was saved is held against what
 * was lost. Ours run in the very monitor that runs live, those of other tools see the same values.
 */
package io.github.descentry.backtest.sweep;
