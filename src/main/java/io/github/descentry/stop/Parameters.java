package io.github.descentry.stop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
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
        return number(name).orElse(fallback);
    }

    public OptionalDouble number(String name) {
        Object value = take(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        throw refuse(name, value, "is no number");
    }

    /**
     * @throws IllegalArgumentException if absent
     */
    public double requiredNumber(String name) {
        return number(name).orElseThrow(() -> refuse(name, "", "is missing"));
    }

    /** A number, or the word {@code none}. */
    public OptionalDouble numberOrNone(String name, double fallback) {
        if ("none".equals(left.get(name))) {
            take(name);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number(name, fallback));
    }

    public int count(String name, int fallback) {
        return count(name).orElse(fallback);
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
            return OptionalInt.of(number.intValue());
        }
        throw refuse(name, value, "is no whole number of at least 0");
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
        if (word.equals(left.get(name))) {
            take(name);
            return OptionalInt.empty();
        }
        return count(name);
    }

    /** A number between two, both included. */
    public double number(String name, double fallback, double low, double high) {
        double value = number(name, fallback);
        if (!(value >= low && value <= high)) {
            throw refuse(name, value, "is not between " + low + " and " + high);
        }
        return value;
    }

    /** Any words. */
    public String text(String name, String fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String text) {
            return text;
        }
        throw refuse(name, value, "is no text");
    }

    /**
     * @throws IllegalArgumentException if absent
     */
    public int requiredCount(String name) {
        return count(name).orElseThrow(() -> refuse(name, "", "is missing"));
    }

    public boolean flag(String name, boolean fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refuse(name, value, "is neither true nor false");
    }

    /** One of some words. */
    public String word(String name, String fallback, Set<String> allowed) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof String word && allowed.contains(word)) {
            return word;
        }
        throw refuse(name, value, "is none of " + String.join(", ", new TreeSet<>(allowed)));
    }

    /**
     * @throws IllegalArgumentException if any was not taken
     */
    public void done() {
        for (Map.Entry<String, Object> entry : left.entrySet()) {
            throw refuse(
                    entry.getKey(),
                    entry.getValue(),
                    known.isEmpty()
                            ? "is unknown, there are no parameters"
                            : "is unknown, there are " + String.join(", ", known));
        }
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
