package io.github.descentry.stop;

import io.github.descentry.text.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a rule as a policy gives them, to be taken by name. What is not taken is
 * refused by {@link #done}: a misspelt parameter must not be passed over in silence. All refusals
 * are {@link IllegalArgumentException}s that name the place, the parameter and the value. Mutable,
 * for one reader.
 */
public final class Parameters {

    private final String where;
    private final Map<String, Object> left;
    private final Set<String> known = new TreeSet<>();
    private final Map<String, Object> resolved = new TreeMap<>();

    /**
     * @param where what they are of, for messages, e.g. {@code policies.sweeps.rules.median}
     * @param values as YAML or JSON gives them: numbers, strings, booleans; null is absent
     */
    public Parameters(String where, Map<String, ?> values) {
        this.where = where;
        this.left = new LinkedHashMap<>(values);
    }

    /** All of them at their defaults. */
    public static Parameters none() {
        return new Parameters("defaults", Map.of());
    }

    public double number(String name, double fallback) {
        return resolved(name, number(name).orElse(fallback));
    }

    public OptionalDouble number(String name) {
        Object value = take(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
            return OptionalDouble.of(resolved(name, number.doubleValue()));
        }
        throw refuse(name, value, "is no number");
    }

    /**
     * @throws IllegalArgumentException if absent
     */
    public double requiredNumber(String name) {
        return number(name).orElseThrow(() -> missing(name));
    }

    /** A number, or the word {@code none}. */
    public OptionalDouble numberOrNone(String name, double fallback) {
        if ("none".equals(left.get(name))) {
            resolved(name, take(name));
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number(name, fallback));
    }

    public int count(String name, int fallback) {
        return resolved(name, count(name).orElse(fallback));
    }

    /** A whole number of 0 or more. */
    public OptionalInt count(String name) {
        Object value = take(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 0) {
            return OptionalInt.of(resolved(name, number.intValue()));
        }
        throw refuse(name, value, "is no whole number from 0 to " + Integer.MAX_VALUE);
    }

    /**
     * @throws IllegalArgumentException if absent
     */
    public int requiredCount(String name) {
        return count(name).orElseThrow(() -> missing(name));
    }

    /** A whole number of at least {@code least}. */
    public int count(String name, int fallback, int least) {
        int value = count(name, fallback);
        if (value < least) {
            throw refuse(name, value, "is below " + least);
        }
        return value;
    }

    /** A whole number, or a word that leaves it open, which is also the default: empty then. */
    public OptionalInt countOr(String name, String word) {
        Object value = left.get(name);
        if (value instanceof String other) {
            take(name);
            if (other.equals(word)) {
                resolved(name, other);
                return OptionalInt.empty();
            }
            throw refuse(name, value, "is neither " + word + " nor a whole number");
        }
        OptionalInt count = count(name);
        if (count.isEmpty()) {
            resolved(name, word);
        }
        return count;
    }

    /** A number between two, both included. */
    public double number(String name, double fallback, double low, double high) {
        double value = number(name, fallback);
        if (!(value >= low && value <= high)) {
            throw refuse(name, value, "is not between " + low + " and " + high);
        }
        return value;
    }

    public boolean flag(String name, boolean fallback) {
        Object value = take(name);
        if (value == null) {
            return resolved(name, fallback);
        }
        if (value instanceof Boolean flag) {
            return resolved(name, flag);
        }
        throw refuse(name, value, "is neither true nor false");
    }

    /** Any text, such as the name of a metric. */
    public String text(String name, String fallback) {
        Object value = take(name);
        if (value == null) {
            return resolved(name, fallback);
        }
        if (value instanceof String text) {
            return resolved(name, text);
        }
        throw refuse(name, value, "is no text");
    }

    /** One of some words. */
    public String word(String name, String fallback, Set<String> allowed) {
        Object value = take(name);
        if (value == null) {
            return resolved(name, fallback);
        }
        if (value instanceof String word && allowed.contains(word)) {
            return resolved(name, word);
        }
        throw refuse(name, value, "is none of " + String.join(", ", new TreeSet<>(allowed)));
    }

    /**
     * What was taken so far, by name: as given, or the default where there is one and nothing was
     * given.
     */
    public Map<String, Object> resolved() {
        return Collections.unmodifiableMap(resolved);
    }

    private <T> T resolved(String name, T value) {
        if (value != null) {
            resolved.put(name, value);
        }
        return value;
    }

    /**
     * @throws IllegalArgumentException if absent
     */
    public String requiredWord(String name, Set<String> allowed) {
        String word = word(name, null, allowed);
        if (word == null) {
            throw missing(name);
        }
        return word;
    }

    /**
     * @throws IllegalArgumentException if any was not taken
     */
    public void done() {
        for (Map.Entry<String, Object> entry : left.entrySet()) {
            throw refuse(
                    entry.getKey(),
                    entry.getValue(),
                    Nearest.unknown(entry.getKey(), "parameter", known));
        }
    }

    /** Of what is needed and not there, the misspelt one if there is one. */
    private IllegalArgumentException missing(String name) {
        for (Map.Entry<String, Object> entry : left.entrySet()) {
            if (Nearest.to(entry.getKey(), Set.of(name)).isPresent()) {
                return refuse(
                        entry.getKey(),
                        entry.getValue(),
                        Nearest.unknown(entry.getKey(), "parameter", Set.of(name)));
            }
        }
        return new IllegalArgumentException(where + "." + name + " is missing");
    }

    /** The names of all parameters that were asked for. */
    public Set<String> known() {
        return Collections.unmodifiableSet(known);
    }

    /** For a value that is of the right kind but cannot be. */
    public IllegalArgumentException refuse(String name, Object value, String why) {
        return new IllegalArgumentException(where + "." + name + "=" + value + " " + why);
    }

    private Object take(String name) {
        known.add(name);
        return left.remove(name);
    }
}
