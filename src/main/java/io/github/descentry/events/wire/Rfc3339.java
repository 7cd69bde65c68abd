package io.github.descentry.events.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as in RFC 3339, e.g. {@code 2026-11-22T20:00:00.25Z} or {@code 2026-11-22 21:00:00+01:00}.
 * Ten times faster than the JDK's general formatter, which would be half of the cost of reading a
 * checkpoint. An offset is required: a local time does not tell when it was.
 */
final class Rfc3339 {

    private static final int SHORTEST = "2026-11-22T20:00:00Z".length();
    private static final int LONGEST_FRACTION = 9;

    /** What can be written with four digits of a year, from the year 1 on. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private Rfc3339() {}

    /** The instant, or null if the text is no such time. */
    static Instant parse(String text) {
        int length = text.length();
        if (length < SHORTEST
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || "Tt ".indexOf(text.charAt(10)) < 0
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int end = 19;
        int nanos = 0;
        if (text.charAt(end) == '.') {
            int first = end + 1;
            end = first;
            while (end < length && digit(text, end) >= 0) {
                // Digits below a nanosecond are dropped.
                if (end - first < LONGEST_FRACTION) {
                    nanos = nanos * 10 + digit(text, end);
                }
                end++;
            }
            if (end == first) {
                return null;
            }
            for (int digits = end - first; digits < LONGEST_FRACTION; digits++) {
                nanos *= 10;
            }
        }
        int offset = offsetSeconds(text, end);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        int year = number(text, 0, 4);
        if (year < 1) {
            return null;
        }
        try {
            long second =
                    LocalDateTime.of(
                                    year,
                                    number(text, 5, 2),
                                    number(text, 8, 2),
                                    number(text, 11, 2),
                                    number(text, 14, 2),
                                    number(text, 17, 2))
                            .toEpochSecond(ZoneOffset.UTC);
            second -= offset;
            return second < FIRST_SECOND || second > LAST_SECOND
                    ? null
                    : Instant.ofEpochSecond(second, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Seconds east of Greenwich, {@code Integer.MIN_VALUE} if the text does not end in one. */
    private static int offsetSeconds(String text, int from) {
        int left = text.length() - from;
        if (left == 1 && (text.charAt(from) == 'Z' || text.charAt(from) == 'z')) {
            return 0;
        }
        if (left != 6 || text.charAt(from + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, from + 1, 2);
        int minutes = number(text, from + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return switch (text.charAt(from)) {
            case '+' -> seconds;
            case '-' -> -seconds;
            default -> Integer.MIN_VALUE;
        };
    }

    /** The number that these digits make, negative if one is none. */
    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = digit(text, i);
            if (digit < 0) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int digit(String text, int index) {
        int digit = text.charAt(index) - '0';
        return digit >= 0 && digit <= 9 ? digit : -1;
    }
}
