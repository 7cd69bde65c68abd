package io.github.descentry.app;

/**
 * Something the person at the keyboard can put right: a wrong value, an unreadable file, a port in
 * use. Ends the program with its message on one line and {@link ExitCode#USAGE}.
 */
final class UserError extends RuntimeException {

    /**
     * @param message one line that names the thing and its value, and what to do if that is not
     *     plain
     */
    UserError(String message) {
        super(message);
    }

    UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
