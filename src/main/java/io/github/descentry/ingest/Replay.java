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
    private long start;

    /** Recorded time of what was handed on, and of what is to be handed on next. */
    private Duration reached = Duration.ZERO;

    private Duration next = Duration.ZERO;

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
        start = System.nanoTime();
        while (sent < limit && events.hasNext()) {
            RunEvent event = events.next();
            next = pace.recorded(event.time());
            Duration wait = pace.due(event.time()).minus(elapsed());
            if (pause.test(wait.isNegative() ? Duration.ZERO : wait)) {
                stopped = true;
                return;
            }
            sink.accept(event);
            sent++;
            reached = later(reached, next);
            runs.add(event.run());
        }
    }

    /** Whether it ended because somebody asked. */
    public boolean stopped() {
        return stopped;
    }

    /**
     * Recorded time that has passed since the first event; where it sets the pace it goes on also
     * between events.
     */
    public Duration passed() {
        if (!pace.paced() || next.compareTo(reached) <= 0) {
            return reached;
        }
        Duration onTime = pace.recorded(elapsed());
        return later(reached, onTime.compareTo(next) < 0 ? onTime : next);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
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
