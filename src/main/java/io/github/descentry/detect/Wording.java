package io.github.descentry.detect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Numbers as sentences and evidence show them. */
final class Wording {

    private Wording() {}

    /** Four significant digits, the same in every locale. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e7) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, size >= 1e-3 && size < 1e6 ? fixed(size) : "%.3e", value);
    }

    private static String fixed(double size) {
        int decimals = 3 - (int) Math.floor(Math.log10(size));
        return "%." + Math.max(0, Math.min(6, decimals)) + "f";
    }

    /** Seconds as people say them: {@code 40 s}, {@code 12 min}, {@code 3.2 h}, {@code 2.5 d}. */
    static String duration(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 5_400) {
            return Math.round(seconds / 60) + " min";
        }
        double hours = seconds / 3_600;
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f h", hours)
                : String.format(Locale.ROOT, "%.1f d", hours / 24);
    }

    /** {@code 1 report}, {@code 20 reports}. */
    static String reports(int count) {
        return count == 1 ? "1 report" : count + " reports";
    }

    /** Evidence from alternating names and numbers, in their order. */
    static Map<String, Double> evidence(Object... namesAndNumbers) {
        Map<String, Double> evidence = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            evidence.put(
                    (String) namesAndNumbers[i], ((Number) namesAndNumbers[i + 1]).doubleValue());
        }
        return evidence;
    }
}
