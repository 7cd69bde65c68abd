package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands recorded events on at their pace until they end, a number is reached or somebody asks to
 * stop. {@link #run} in one thread, {@link #stop} from any.
 */
public final class Replay {

    private static final Duration NAP = Duration.ofMillis(50);

    private final RecordedEvents events;
    private final Pace pace;
    private final long limit;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Set<String> runs = new HashSet<>();
    private long sent;

    /**
     * A replay.
     *
     * @param limit most events to hand on
     */
    public Replay(RecordedEvents events, Pace pace, long limit) {
        this.events = events;
        this.pace = pace;
        this.limit = limit;
    }

    /** Hands on the events; returns early after {@link #stop}. */
    public void run(Consumer<RunEvent> sink) {
        long start = System.nanoTime();
        while (sent < limit && !stopped.get() && events.hasNext()) {
            RunEvent event = events.next();
            long due = start + pace.due(event.time()).toNanos();
            if (!waitUntil(due, stopped::get)) {
                return;
            }
            sink.accept(event);
            sent++;
            runs.add(event.run());
        }
    }

    /** Asks to stop soon. */
    public void stop() {
        stopped.set(true);
    }

    public boolean stopped() {
        return stopped.get();
    }

    /** Events handed on so far; for the thread that runs it. */
    public long sent() {
        return sent;
    }

    /** Runs that these events belong to; for the thread that runs it. */
    public int runs() {
        return runs.size();
    }

    private static boolean waitUntil(long due, BooleanSupplier stop) {
        long left = due - System.nanoTime();
        while (left > 0) {
            if (stop.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, NAP.toNanos()));
            left = due - System.nanoTime();
        }
        return true;
    }
}
