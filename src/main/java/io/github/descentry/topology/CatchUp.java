package io.github.descentry.topology;

/**
 * Whether the records being read are fresh. After a pause of the monitor there is a backlog: runs
 * look silent only because their events are not read yet, and must not be called stalled.
 *
 * <p>Fresh means: the last record read was young when it was read, or none was waiting for some
 * time. One thread.
 */
final class CatchUp {

    private final long tolerance;
    private long readAt;
    private boolean behind;

    /**
     * @param tolerance milliseconds
     * @param now start of reading, from which on a backlog is reckoned with
     */
    CatchUp(long tolerance, long now) {
        this.tolerance = tolerance;
        this.readAt = now;
        this.behind = true;
    }

    /** A record of time {@code recordTime} is read now. */
    void read(long recordTime, long now) {
        readAt = now;
        behind = now - recordTime > tolerance;
    }

    boolean done(long now) {
        return !behind || now - readAt > tolerance;
    }
}
