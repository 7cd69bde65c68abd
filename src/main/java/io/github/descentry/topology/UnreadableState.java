package io.github.descentry.topology;

/**
 * A stored state cannot be read, as after going back to an older version. Stops the topology: to go
 * on would mean to forget what was learned.
 */
public final class UnreadableState extends RuntimeException {

    UnreadableState(String message) {
        super(message);
    }

    UnreadableState(String message, Throwable cause) {
        super(message, cause);
    }
}
