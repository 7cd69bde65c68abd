package io.github.descentry.backtest.page;

import java.util.Locale;

/** Text and numbers as they may stand in HTML and SVG. */
final class Markup {

    private Markup() {}

    /** The text with nothing in it that a browser would take for markup or could not show. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '&' -> escaped.append("&amp;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default -> escaped.appendCodePoint(allowed(c) ? c : '?');
                            }
                        });
        return escaped.toString();
    }

    /** Characters that XML allows. */
    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }

    /** A place in a drawing, to a tenth of a pixel. */
    static String place(double value) {
        long tenths = Math.round(10 * value);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    /** A number as a label shows it: some four digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e7) {
            return Long.toString((long) value);
        }
        if (size >= 1e7 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        String text = String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.4f", value);
        return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }
}
