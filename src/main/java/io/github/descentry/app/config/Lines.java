package io.github.descentry.app.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which line of a file each key and each entry of a list stands, by its path, e.g. {@code
 * policies[0].rules[2].cannot_win.chance}. Mutable while the file is read.
 */
final class Lines {

    /** What is known of a file that is none. */
    static final Lines NONE = new Lines();

    private final Map<String, Integer> lines = new HashMap<>();

    /** Of lists that are read as one text with commas: where each part between them stands. */
    private final Map<String, List<Integer>> parts = new HashMap<>();

    void put(String path, int line) {
        lines.putIfAbsent(path, line);
    }

    /**
     * Takes a list that is read as one text with commas.
     *
     * @param path of the list
     * @param counts how many parts each of its entries has, as there may be commas in it
     */
    void divide(String path, List<Integer> counts) {
        List<Integer> places = parts.computeIfAbsent(path, list -> new ArrayList<>());
        for (int i = 0; i < counts.size(); i++) {
            Integer line = lines.get(path + "[" + i + "]");
            places.addAll(Collections.nCopies(counts.get(i), line));
        }
    }

    /** Where a part of such a list stands; as of the list itself where that is not known. */
    String ofPart(String path, int index) {
        List<Integer> places = parts.getOrDefault(path, List.of());
        Integer line = index < places.size() ? places.get(index) : null;
        return line == null ? of(path) : ", line " + line;
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
