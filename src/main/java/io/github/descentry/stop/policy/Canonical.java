package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import java.util.List;
import java.util.Map;

/** One text for each meaning of a tree, to be hashed. */
final class Canonical {

    private static final int SHORT = 12;

    private Canonical() {}

    /** The first letters of a hash of the tree: enough to tell the policies of an installation. */
    static String hash(Object tree) {
        StringBuilder text = new StringBuilder();
        append(tree, text);
        return EventId.of(text.toString()).substring(0, SHORT);
    }

    /** Texts with their lengths, so that no value can look like a part of the form. */
    private static void append(Object value, StringBuilder into) {
        if (value instanceof Map<?, ?> map) {
            into.append('{');
            map.forEach(
                    (key, each) -> {
                        append(String.valueOf(key), into);
                        append(each, into);
                    });
            into.append('}');
        } else if (value instanceof List<?> list) {
            into.append('[');
            list.forEach(each -> append(each, into));
            into.append(']');
        } else if (value instanceof String text) {
            into.append(text.length()).append(':').append(text);
        } else {
            into.append(value).append(';');
        }
    }
}
