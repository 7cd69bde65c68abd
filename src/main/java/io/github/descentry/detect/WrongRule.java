package io.github.descentry.detect;

/** One of several rules of users cannot be; the message quotes it and says what was expected. */
public final class WrongRule extends IllegalArgumentException {

    private final int index;

    WrongRule(int index, String message, Throwable cause) {
        super(message, cause);
        this.index = index;
    }

    /** Which one, from 0. */
    public int index() {
        return index;
    }
}
