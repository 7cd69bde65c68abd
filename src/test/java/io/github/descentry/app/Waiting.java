package io.github.descentry.app;

import java.util.concurrent.Callable;

/** Waits for what other processes do. The bound is only there so that a failure ends. */
final class Waiting {

    private static final long BOUND_MILLIS = 120_000;

    private Waiting() {}

    static void until(Callable<Boolean> condition, String what) throws Exception {
        long end = System.currentTimeMillis() + BOUND_MILLIS;
        while (!condition.call()) {
            if (System.currentTimeMillis() > end) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(250);
        }
    }
}
