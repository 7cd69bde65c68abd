package io.github.descentry.events;

/** Which way a metric is meant to go. On the wire in lower case. */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /** Whether {@code a} is strictly better than {@code b}; never true if either is NaN. */
    public boolean better(double a, double b) {
        return this == MINIMIZE ? a < b : a > b;
    }

    /** +1 to minimise, −1 to maximise: multiplying by it makes every metric one to minimise. */
    public int sign() {
        return this == MINIMIZE ? 1 : -1;
    }
}
