package io.github.descentry.events;

import java.util.OptionalInt;

/** Refusals that name the field and the value, as the sender needs to hear them. */
final class Checks {

    private Checks() {}

    static void notBlank(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing or blank");
        }
    }

    static void notNegative(String field, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(field + "=" + value + " is negative");
        }
    }

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + "=" + value + " is negative");
        }
    }

    static void positive(String field, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    field + "=" + value + " is not a finite number above 0");
        }
    }

    static void positive(String field, OptionalInt value) {
        if (value.isPresent() && value.getAsInt() < 1) {
            throw new IllegalArgumentException(field + "=" + value.getAsInt() + " is below 1");
        }
    }
}
