package io.github.descentry.topology;

import java.util.function.Supplier;

/**
 * A record of an internal topic that this version of the monitor has not written: another version
 * has, or somebody else. A finding, not a fault, so it has no stack.
 */
final class UnreadableRecord extends RuntimeException {

    UnreadableRecord(String message) {
        super(message, null, false, false);
    }

    /** Reads; whatever goes wrong is the record's. */
    static <T> T reading(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException failure) {
            String message = failure.getMessage();
            throw new UnreadableRecord(
                    message == null ? failure.getClass().getSimpleName() : message);
        }
    }
}
