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
