package io.github.descentry.stop.policy;

import io.github.descentry.text.Nearest;
import io.github.descentry.text.Quantity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One map of a policy tree with the path to it. Values are taken by key; {@link #only} refuses all
 * other keys, and is to be asked first: a key that is misspelt is not one that is missing. All
 * refusals are {@link IllegalArgumentException}s that begin with path and value. A key without a
 * value is refused: in YAML that is what is left when the lines below were not indented. Mutable,
 * for one reader.
 */
final class Section {

    /** RFC 3339 with an offset: a local time does not tell when it is. */
    private static final Pattern TIME =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    /** The same without an offset. */
    private static final Pattern LOCAL =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");

    /** Ten years: longer than anything here is meant to last, and far from any overflow. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final String path;
    private final Map<String, Object> left;

    private Section(String path, Map<String, Object> values) {
        this.path = path;
        this.left = values;
    }

    /**
     * @param path of the map; empty for the whole tree
     * @param value what stands there
     */
    static Section of(String path, Object value) {
        return new Section(path, map(path, value));
    }

    /** Where a key of this map is. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    String path() {
        return path;
    }

    /** Whether a key is there and has not been taken. */
    boolean has(String key) {
        return left.containsKey(key);
    }

    Set<String> keys() {
        return new TreeSet<>(left.keySet());
    }

    /** The value as it is; null if it is absent, or has none. */
    Object take(String key) {
        return left.remove(key);
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(path(key), take(key))) : Optional.empty();
    }

    String text(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException(path(key) + " is missing");
        }
        return text(path(key), take(key));
    }

    /** Texts by name, in alphabetical order. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new TreeMap<>();
        if (has(key)) {
            map(path(key), take(key))
                    .forEach((name, value) -> texts.put(name, text(path(key) + "." + name, value)));
        }
        return texts;
    }

    double share(String key, double fallback) {
        if (!has(key)) {
            return fallback;
        }
        Object value = take(key);
        if (value instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw refuse(path(key), value, "is not a number between 0 and 1");
    }

    int count(String key, int fallback, int most) {
        if (!has(key)) {
            return fallback;
        }
        Object value = take(key);
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 0
                && number.intValue() <= most) {
            return number.intValue();
        }
        throw refuse(path(key), value, "is not a whole number between 0 and " + most);
    }

    Duration duration(String key, Duration fallback) {
        if (!has(key)) {
            return fallback;
        }
        Object value = take(key);
        try {
            Duration duration = Quantity.duration(String.valueOf(value));
            if (duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("is longer than " + Quantity.text(LONGEST));
            }
            return duration;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refuse(
                    path(key),
                    value,
                    e instanceof ArithmeticException ? "is too large" : e.getMessage());
        }
    }

    /** One above 0. */
    Duration positiveDuration(String key, Duration fallback) {
        Object value = left.get(key);
        Duration duration = duration(key, fallback);
        if (duration.isZero()) {
            throw refuse(path(key), value, "is not above 0");
        }
        return duration;
    }

    Instant time(String key) {
        String text = text(key);
        try {
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw refuse(path(key), text, "is a time that does not exist");
        }
        throw refuse(
                path(key),
                text,
                LOCAL.matcher(text).matches()
                        ? "has no zone; end it with Z, or with an offset such as +01:00"
                        : "is not a time like 2026-12-01T00:00:00Z");
    }

    <E extends Enum<E>> E word(String key, E fallback, Class<E> type) {
        if (!has(key)) {
            return fallback;
        }
        Object value = take(key);
        List<String> words = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            String word = Words.of(each);
            if (word.equals(value)) {
                return each;
            }
            words.add(word);
        }
        throw refuse(path(key), value, "is none of " + String.join(", ", words));
    }

    /** The map at a key, empty if there is none. */
    Section section(String key) {
        return has(key) ? of(path(key), take(key)) : new Section(path(key), new LinkedHashMap<>());
    }

    List<Object> list(String key) {
        Object value = take(key);
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw refuse(path(key), value, "is no list");
    }

    /**
     * @throws IllegalArgumentException if there is another key than these
     */
    Section only(String... keys) {
        Set<String> known = new TreeSet<>(Set.of(keys));
        for (Map.Entry<String, Object> entry : left.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String why = Nearest.unknown(entry.getKey(), "key", known);
                throw entry.getValue() == null
                        ? new IllegalArgumentException(path(entry.getKey()) + " " + why)
                        : refuse(path(entry.getKey()), entry.getValue(), why);
            }
        }
        return this;
    }

    static String text(String path, Object value) {
        if (!(value instanceof String text)) {
            throw refuse(path, value, "is no text; put it in quotes");
        }
        if (text.isBlank()) {
            throw refuse(path, "'" + text + "'", "is blank");
        }
        return text;
    }

    static IllegalArgumentException refuse(String path, Object value, String why) {
        return new IllegalArgumentException(
                value == null ? path + " has no value" : path + "=" + value + " " + why);
    }

    private static Map<String, Object> map(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refuse(path.isEmpty() ? "the policies" : path, value, "is no map of keys");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), each));
        return copy;
    }
}
