package io.github.descentry.events;

/** Where a run stands. On the wire in lower case. */
public enum RunState {
    /** Reports as expected. */
    RUNNING,
    /** Silent for longer than its own habit, not yet long enough to be called stalled. */
    LATE,
    /** Silent for so long that a {@link Anomaly.Kind#STALLED} anomaly is open. */
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

    /** Whether no further checkpoint is expected. */
    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}
