package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hands recorded events on at their pace until they end, a number is reached or somebody asks to
 * stop. Not for several threads.
 */
public final class Replay {

    private final RecordedEvents events;
    private final Pace pace;
    private final long limit;
    private final Set<String> runs = new HashSet<>();
    private long sent;
    private boolean stopped;

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

    /**
     * Hands on the events.
     *
     * @param pause waits for that long, but not beyond somebody asking to stop; true if somebody
     *     did. Asked before each event, also if there is nothing to wait for
     */
    public void run(Consumer<RunEvent> sink, Predicate<Duration> pause) {
        long start = System.nanoTime();
        while (sent < limit && events.hasNext()) {
            RunEvent event = events.next();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            Duration wait = pace.due(event.time()).minus(elapsed);
            if (pause.test(wait.isNegative() ? Duration.ZERO : wait)) {
                stopped = true;
                return;
            }
            sink.accept(event);
            sent++;
            runs.add(event.run());
        }
    }

    /** Whether it ended because somebody asked. */
    public boolean stopped() {
        return stopped;
    }

    /** Events handed on so far. */
    public long sent() {
        return sent;
    }

    /** Runs that these events belong to. */
    public int runs() {
        return runs.size();
    }
}
