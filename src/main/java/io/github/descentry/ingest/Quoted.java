package io.github.descentry.ingest;

/**
 * Text of a file as a message shows it: one line of printable characters and not many, as the file
 * may be anything.
 */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(c -> quoted.appendCodePoint(printable(c) ? c : '?'));
        return quoted.length() < text.length() ? quoted.append('…').toString() : quoted.toString();
    }

    private static boolean printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            // What stands for bytes that are no text.
            default -> character != 0xFFFD;
        };
    }
}
