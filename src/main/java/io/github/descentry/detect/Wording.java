package io.github.descentry.detect;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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

    /**
     * As many significant digits at most, without zeros that say nothing: {@code 5.8}, {@code 10}.
     */
    private static String brief(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** A share as percentage of at most three digits: {@code 5.84 %}, {@code 20 %}. */
    static String percent(double share) {
        return brief(100 * share, 3) + " %";
    }

    /** A factor of at most three digits: {@code 0.5 times}, {@code 10 times}. */
    static String times(double factor) {
        return brief(factor, 3) + " times";
    }

    /** A learning rate, always as a power of ten: {@code 3e-4}, {@code 1.717e-3}. */
    static String rate(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /** Seconds as people say them: {@code 8.6 s}, {@code 12 min}, {@code 4 h}, {@code 2.5 d}. */
    static String duration(double seconds) {
        if (seconds < 10) {
            return brief(seconds, 2) + " s";
        }
        if (seconds < 90) {
            return Math.round(seconds) + " s";
        }
        if (seconds < 5_400) {
            return Math.round(seconds / 60) + " min";
        }
        double hours = seconds / 3_600;
        return hours < 48 ? tenths(hours) + " h" : tenths(hours / 24) + " d";
    }

    private static String tenths(double value) {
        return new BigDecimal(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
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
