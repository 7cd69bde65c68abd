package io.github.descentry.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 100ms}, {@code 7d}, {@code 512KB}. */
public final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final List<String> LARGEST_FIRST = List.of("d", "h", "m", "s", "ms");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private Quantity() {}

    public static Duration duration(String text) {
        return Duration.ofMillis(
                value(text, MILLISECONDS, "a duration like 100ms, 5s, 10m, 2h or 7d"));
    }

    public static long bytes(String text) {
        return value(text, BYTES, "a size like 900, 512KB or 64MB");
    }

    /** The duration in the largest unit in which it is a whole number, e.g. {@code 90s}. */
    public static String text(Duration duration) {
        long milliseconds = duration.toMillis();
        for (String unit : LARGEST_FIRST) {
            if (milliseconds != 0 && milliseconds % MILLISECONDS.get(unit) == 0) {
                return milliseconds / MILLISECONDS.get(unit) + unit;
            }
        }
        return "0s";
    }

    private static long value(String text, Map<String, Long> units, String expected) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || !units.containsKey(form.group(2))) {
            throw new IllegalArgumentException("is not " + expected);
        }
        return Math.multiplyExact(Long.parseLong(form.group(1)), units.get(form.group(2)));
    }
}
