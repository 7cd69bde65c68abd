package io.github.descentry.events;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A job has ended.
 *
 * @param run name of the run
 * @param attempt the attempt that ended; absent: the one that was going on
 * @param time when it ended
 * @param status how it ended
 */
public record RunEnded(String run, OptionalInt attempt, Instant time, Status status)
        implements RunEvent {

    public static final String TYPE = "run_ended";

    public RunEnded {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(status, "status");
        Checks.notBlank("run", run);
        Checks.positive("attempt", attempt);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** How a run ended. On the wire in lower case. */
    public enum Status {
        /** Reached its planned end. */
        COMPLETED,
        /** Ended by an error of its own. */
        FAILED,
        /** Ended early on purpose, by a person or by a stop signal. */
        STOPPED
    }
}
