package io.github.descentry.app;

import java.util.Locale;

/** Numbers as people read them in a narrow column: ASCII, a dot for decimals, in every locale. */
final class Figures {

    /** Between the ends of an interval; a dash could be a minus, or belong to an exponent. */
    static final String TO = "..";

    private Figures() {}

    /** Some four significant digits, at most 7 characters: {@code 0.4123}, {@code 11.62}. */
    static String value(double value) {
        return significant(value, 4);
    }

    /** Some three significant digits, at most 7 characters: {@code 0.412}, {@code 11.6}. */
    static String bound(double value) {
        return significant(value, 3);
    }

    /** A learning rate: {@code 3.0e-4}; 0 stays {@code 0}. */
    static String rate(double rate) {
        return rate == 0 || !Double.isFinite(rate) ? significant(rate, 2) : scientific(rate);
    }

    /** A probability in percent that never claims to be certain: {@code 31%}, {@code <1%}. */
    static String chance(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            return "-";
        }
        if (probability < 0.01) {
            return "<1%";
        }
        return probability > 0.99 ? ">99%" : Math.round(100 * probability) + "%";
    }

    private static String significant(double value, int digits) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e5) {
            return scientific(value);
        }
        int decimals = digits;
        for (double bound = 1; bound <= size && decimals > 0; bound *= 10) {
            decimals--;
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.1e", value)
                .replaceFirst("e[+]?(-?)0?(\\d+)$", "e$1$2");
    }
}
