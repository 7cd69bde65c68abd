package io.github.descentry.web;

/** The HTTP server cannot start; the message says why, for a person. */
public final class WebFailure extends RuntimeException {

    WebFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
