package io.github.descentry.stop;

/** Refusals of settings that name the key and the value. */
final class Checks {

    private Checks() {}

    static void between(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    key + "=" + value + " is not between " + low + " and " + high);
        }
    }

    static void atLeast(String key, double value, double low) {
        if (!(value >= low) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    key + "=" + value + " is not a number of at least " + low);
        }
    }
}
