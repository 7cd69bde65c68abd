package io.github.descentry.events.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The constants of an enum by their names on the wire, which are those in lower case. */
final class Words<E extends Enum<E>> {

    private final Map<String, E> constants = new HashMap<>();
    private final String[] words;

    Words(Class<E> type) {
        E[] all = type.getEnumConstants();
        words = new String[all.length];
        for (E constant : all) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            words[constant.ordinal()] = word;
            constants.put(word, constant);
        }
    }

    String of(E constant) {
        return words[constant.ordinal()];
    }

    /** The constant of that name, or null. */
    E find(String word) {
        return constants.get(word);
    }

    String all() {
        return String.join(", ", words);
    }
}
