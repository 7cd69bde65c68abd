package io.github.descentry.app.config;

import io.github.descentry.detect.WrongRule;
import io.github.descentry.text.Quantity;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of a file as numbers, durations and words; what cannot be read as such is refused
 * with file, key and value. Immutable.
 */
final class Values {

    private final String name;
    private final Lines lines;
    private final Map<Setting, String> written = new EnumMap<>(Setting.class);

    /**
     * @param name of the file, for messages
     * @param written only those that the file has
     * @param lines where they stand in it
     */
    Values(String name, Map<Setting, String> written, Lines lines) {
        this.name = name;
        this.lines = lines;
        this.written.putAll(written);
    }

    /** The same, but for one setting. */
    Values with(Setting setting, String value) {
        Map<Setting, String> changed = new EnumMap<>(Setting.class);
        changed.putAll(written);
        changed.put(setting, value);
        return new Values(name, changed, lines);
    }

    /** As written in the file, or the default. */
    String text(Setting setting) {
        return written.getOrDefault(setting, setting.fallback());
    }

    int count(Setting setting) {
        return parse(
                setting,
                text -> {
                    try {
                        return Integer.parseInt(text.strip());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException("is no whole number", e);
                    }
                });
    }

    boolean flag(Setting setting) {
        return parse(
                setting,
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException("is neither true nor false");
                    }
                    return text.equals("true");
                });
    }

    double number(Setting setting) {
        return parse(
                setting,
                text -> {
                    try {
                        return Double.parseDouble(text.strip());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException("is no number", e);
                    }
                });
    }

    /** A list in the file, or words separated by commas; each once. */
    List<String> list(Setting setting) {
        return entries(setting).stream().distinct().toList();
    }

    /** The same with what is there twice. */
    List<String> entries(Setting setting) {
        return entries(text(setting));
    }

    /** What stands between the commas of a text. */
    static List<String> entries(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    Duration duration(Setting setting) {
        return parse(setting, Quantity::duration);
    }

    long size(Setting setting) {
        return parse(setting, Quantity::bytes);
    }

    int bytes(Setting setting) {
        return parse(setting, text -> Math.toIntExact(Quantity.bytes(text)));
    }

    <T> T parse(Setting setting, Function<String, T> parser) {
        try {
            return parser.apply(text(setting));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(
                    setting.key()
                            + "="
                            + text(setting)
                            + " "
                            + (e instanceof ArithmeticException ? "is too large" : e.getMessage()),
                    e);
        }
    }

    /** For what is told by itself, without all of the value before it. */
    <T> T parseEntries(Setting setting, Function<List<String>, T> parser) {
        try {
            return parser.apply(entries(setting));
        } catch (WrongRule e) {
            String place = lines.ofPart(setting.key(), e.index());
            throw refused(place, setting.key() + " " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw refused(setting.key() + " " + e.getMessage(), e);
        }
    }

    private ConfigError refused(String why, RuntimeException cause) {
        return refused(lines.of(why), why, cause);
    }

    private ConfigError refused(String place, String why, RuntimeException cause) {
        return new ConfigError("configuration " + name + place + ": " + why, cause);
    }

    /** A word of an enumeration, in lower case in the file. */
    <E extends Enum<E>> E word(Setting setting, E[] known, String refusal) {
        return parse(
                setting,
                text -> {
                    for (E each : known) {
                        if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                            return each;
                        }
                    }
                    throw new IllegalArgumentException(refusal);
                });
    }

    /** A record's own refusal names its field, but not the section. */
    <T> T checked(String section, Supplier<T> parts) {
        try {
            return parts.get();
        } catch (IllegalArgumentException e) {
            throw refused(section + e.getMessage(), e);
        }
    }
}
