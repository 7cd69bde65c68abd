package io.github.descentry.app.config;

import java.util.HashMap;
import java.util.Map;

/**
 * On which line of a file each key and each entry of a list stands, by its path, e.g. {@code
 * policies[0].rules[2].cannot_win.chance}. Mutable while the file is read.
 */
final class Lines {

    /** What is known of a file that is none. */
    static final Lines NONE = new Lines();

    private final Map<String, Integer> lines = new HashMap<>();

    void put(String path, int line) {
        lines.putIfAbsent(path, line);
    }

    /**
     * Where the path stands that a message begins with, or as much of it as the file has: what is
     * left out has no line of its own.
     *
     * @return e.g. {@code , line 7}; empty if the message begins with no path of the file
     */
    String of(String message) {
        int end = 0;
        while (end < message.length() && isOfPath(message.charAt(end))) {
            end++;
        }
        for (; end > 0; end--) {
            Integer line = lines.get(message.substring(0, end));
            if (line != null && (end == message.length() || endsKey(message.charAt(end)))) {
                return ", line " + line;
            }
        }
        return "";
    }

    private static boolean isOfPath(char letter) {
        return Character.isLetterOrDigit(letter) || "._-[]".indexOf(letter) >= 0;
    }

    private static boolean endsKey(char letter) {
        return ".[= ".indexOf(letter) >= 0;
    }
}
