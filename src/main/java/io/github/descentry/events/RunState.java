package io.github.descentry.events;

/**
 * Where a run stands. On the wire in lower case. Of several that hold the first counts: an end,
 * then {@link #STALLED}, {@link #UNSTABLE}, {@link #LATE}, {@link #RUNNING}. What is wrong with its
 * values is told beside, see {@link Forecast#worstAnomaly}: a stalled run may be unstable too, and
 * one that has completed may have done so with NaN.
 */
public enum RunState {
    /** Reports as expected. */
    RUNNING,
    /** Silent for longer than its own habit, not yet long enough to be called stalled. */
    LATE,
    /** Silent for so long that a {@link Anomaly.Kind#STALLED} anomaly is open, and no mere note. */
    STALLED,
    /**
     * Reports, but an anomaly of its values is open that has become critical: its forecast is not
     * to be relied on.
     */
    UNSTABLE,
    /** Said that it completed. */
    COMPLETED,
    /** Said that it failed. */
    FAILED,
    /** Said that it was stopped early. */
    STOPPED;

    /**
     * Whether the run has the value it ended at, and is not judged by what it might have become.
     */
    public boolean valueIsFinal() {
        return this == COMPLETED || this == STOPPED;
    }

    /** Whether no further checkpoint is expected. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}
