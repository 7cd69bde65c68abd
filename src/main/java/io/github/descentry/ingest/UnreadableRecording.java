package io.github.descentry.ingest;

/**
 * A recording that cannot be read. The message is one line for the user: the file, the line where
 * there is one, the column and its value.
 */
public final class UnreadableRecording extends RuntimeException {

    public UnreadableRecording(String message) {
        super(message);
    }

    public UnreadableRecording(String message, Throwable cause) {
        super(message, cause);
    }
}
