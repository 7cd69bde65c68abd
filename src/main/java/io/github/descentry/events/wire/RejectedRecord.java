package io.github.descentry.events.wire;

import java.util.Locale;

/**
 * A record that is not what it should be. The message is one line that names the field and its
 * value, cut to a readable length; it never holds the whole record.
 */
public final class RejectedRecord extends RuntimeException {

    private static final int LONGEST = 240;

    private final Reason reason;

    RejectedRecord(Reason reason, String message) {
        // Without a stack: a bad record is a finding, not a fault, and may come by the million.
        super(oneLine(message, LONGEST), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The text on one line and not longer than {@code longest} characters. */
    static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 1);
        int end = Math.min(text.length(), longest);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != 0x7f && !Character.isSurrogate(c);
            line.append(plain ? c : '?');
        }
        return end < text.length() ? line.append('…').toString() : line.toString();
    }

    /** Why a record was rejected. In headers and as a label in lower case. */
    public enum Reason {
        /** No JSON, more than one value, a field twice, or no object. */
        MALFORMED_JSON,
        /** {@code type} is none that belongs on this topic. */
        UNKNOWN_TYPE,
        /** A field that is needed is not there. */
        MISSING_FIELD,
        /** A field has a value out of its range or of another kind than it should be. */
        INVALID_VALUE,
        /** A metric is neither a number nor {@code NaN} or an infinity. */
        NON_NUMERIC_METRIC,
        /** Longer than allowed; it was not looked at. */
        OVERSIZED;

        /** The reason as a label, e.g. {@code missing_field}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
