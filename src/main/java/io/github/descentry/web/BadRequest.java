package io.github.descentry.web;

/** What was asked for cannot be answered; the message goes to who asked. */
final class BadRequest extends RuntimeException {

    private final int status;

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
