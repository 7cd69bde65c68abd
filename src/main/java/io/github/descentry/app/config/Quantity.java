package io.github.descentry.app.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 100ms}, {@code 7d}, {@code 512KB}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private Quantity() {}

    static Duration duration(String text) {
        return Duration.ofMillis(value(text, MILLISECONDS, "a duration like 100ms, 5s, 10m or 7d"));
    }

    static long bytes(String text) {
        return value(text, BYTES, "a size like 900, 512KB or 64MB");
    }

    private static long value(String text, Map<String, Long> units, String expected) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || !units.containsKey(form.group(2))) {
            throw new IllegalArgumentException("is not " + expected);
        }
        return Math.multiplyExact(Long.parseLong(form.group(1)), units.get(form.group(2)));
    }
}
