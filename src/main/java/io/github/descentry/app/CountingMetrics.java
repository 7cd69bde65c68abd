package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.metrics.MonitorMetrics;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes the time from the first to the last of a number of events. Thread-safe. */
final class CountingMetrics implements MonitorMetrics {

    private static final long LOOK_MILLIS = 100;

    private final MonitorMetrics delegate;
    private final long expected;
    private final AtomicLong count = new AtomicLong();
    private final CountDownLatch all = new CountDownLatch(1);
    private volatile long first;
    private volatile long last;

    CountingMetrics(MonitorMetrics delegate, long expected) {
        this.delegate = delegate;
        this.expected = expected;
    }

    /**
     * Seconds from the first to the last event.
     *
     * @throws UserError if they do not come in time, or the process is asked to end
     */
    double await(long timeoutSeconds, Interruption interruption) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        boolean counted = false;
        while (!counted && System.nanoTime() < end) {
            if (interruption.requested()) {
                throw new UserError("interrupted");
            }
            counted = all.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (!counted) {
            throw new UserError(
                    "only "
                            + count.get()
                            + " of "
                            + expected
                            + " events came within "
                            + timeoutSeconds
                            + " s");
        }
        return (last - first) * 1e-9;
    }

    @Override
    public void accepted(RunEvent event) {
        delegate.accepted(event);
        long now = count.incrementAndGet();
        if (now == 1) {
            first = System.nanoTime();
        }
        if (now == expected) {
            last = System.nanoTime();
            all.countDown();
        }
    }

    @Override
    public void rejected(String reason) {
        delegate.rejected(reason);
    }

    @Override
    public void unknownFields(int fields) {
        delegate.unknownFields(fields);
    }

    @Override
    public void ignored(String reason, int values) {
        delegate.ignored(reason, values);
    }

    @Override
    public void rekeyed() {
        delegate.rekeyed();
    }

    @Override
    public void duplicate() {
        delegate.duplicate();
    }

    @Override
    public void refitted(long nanoseconds) {
        delegate.refitted(nanoseconds);
    }

    @Override
    public void stopNotRemembered() {
        delegate.stopNotRemembered();
    }

    @Override
    public void held(Collection<String> runs) {
        delegate.held(runs);
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        delegate.anomaly(anomaly);
    }

    @Override
    public void stopSignal(StopSignal signal) {
        delegate.stopSignal(signal);
    }

    @Override
    public void released(Collection<String> runs) {
        delegate.released(runs);
    }
}
