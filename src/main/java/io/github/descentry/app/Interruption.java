package io.github.descentry.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (and the other polite ways to end a process): wakes the command, then holds the JVM until
 * the command has put everything away. To be opened first and closed last.
 *
 * <p>Thread-safe.
 */
final class Interruption implements AutoCloseable {

    /**
     * More than the parts of a monitor allow themselves together, above all 6 s for the topology
     * and 5 s for the feed; after that the process goes as it is. As a rule an orderly end takes
     * one or two.
     */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "interruption");
    private final Runnable lastResort;
    private volatile Duration patience = PATIENCE;

    private Interruption(Runnable lastResort) {
        this.lastResort = lastResort;
    }

    static Interruption open() {
        return open(() -> {});
    }

    /**
     * @param lastResort done before the process goes in the middle of things, as in a start on a
     *     busy machine
     */
    static Interruption open(Runnable lastResort) {
        Interruption interruption = new Interruption(lastResort);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** How long the process is held from now on once it is asked to end. */
    void patience(Duration most) {
        patience = most;
    }

    /** Whether the process was asked to end. */
    boolean requested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits, but not beyond the request to end.
     *
     * @return whether the process was asked to end
     */
    boolean await(Duration time) {
        try {
            return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void hold() {
        requested.countDown();
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                lastResort.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The request came just now; the hook does not wait any more.
            }
        }
    }
}
