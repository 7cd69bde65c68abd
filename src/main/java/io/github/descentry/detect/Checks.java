package io.github.descentry.detect;

/** Refusals of settings, of detectors and rules, that name the key and the value. */
public final class Checks {

    private Checks() {}

    public static void between(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    key + "=" + value + " is not between " + low + " and " + high);
        }
    }

    public static void atLeast(String key, double value, double low) {
        if (!(value >= low) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    key + "=" + value + " is not a number of at least " + low);
        }
    }
}
