package io.github.descentry.app;

/** Colours of a terminal, or none. Meaning never rests on colour alone. */
enum Ink {
    /** Escape sequences of ANSI terminals. */
    COLOUR,
    /** Text as it is: no terminal, or {@code NO_COLOR} is set (see no-color.org). */
    NONE;

    String good(String text) {
        return paint("32", text);
    }

    String warning(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == NONE || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
