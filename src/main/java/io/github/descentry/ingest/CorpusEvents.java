package io.github.descentry.ingest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The runs of a {@link CorpusFolder} as a cluster with a number of slots would have run them: so
 * many at a time, the next one starts when one ends, all events in the order of time. As recorded
 * curves carry no dates, this is also what gives them some. Only the runs under way are in memory.
 */
final class CorpusEvents implements RecordedEvents {

    private final Iterator<CorpusCollection> collections;
    private final Predicate<String> runs;
    private final PriorityQueue<Slot> busy = new PriorityQueue<>();
    private CorpusReader reader;

    /**
     * Opens them.
     *
     * @param runs which runs to take, by name
     * @param slots how many at a time
     */
    CorpusEvents(CorpusFolder folder, Predicate<String> runs, int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots=" + slots + " is below 1");
        }
        this.collections = folder.collections().iterator();
        this.runs = runs;
        boolean more = true;
        for (int slot = 0; slot < slots && more; slot++) {
            more = fill(slot, CorpusRun.START);
        }
    }

    @Override
    public boolean hasNext() {
        return !busy.isEmpty();
    }

    @Override
    public RunEvent next() {
        Slot slot = busy.poll();
        if (slot == null) {
            throw new NoSuchElementException();
        }
        RunEvent event = slot.take();
        if (slot.done()) {
            fill(slot.number, event.time());
        } else {
            busy.add(slot);
        }
        return event;
    }

    /** Starts the next run in a slot; false if there is none. */
    private boolean fill(int slot, Instant start) {
        CorpusRun run = nextRun();
        if (run == null) {
            return false;
        }
        busy.add(new Slot(slot, run.events(), start));
        return true;
    }

    private CorpusRun nextRun() {
        while (true) {
            while (reader != null && reader.hasNext()) {
                CorpusRun run = reader.next();
                if (runs.test(run.run()) && !run.checkpoints().isEmpty()) {
                    return run;
                }
            }
            close();
            if (!collections.hasNext()) {
                return null;
            }
            reader = collections.next().read(bytes -> {});
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** A run under way. Its times are moved so that it starts when its slot became free. */
    private static final class Slot implements Comparable<Slot> {
        private final int number;
        private final List<RunEvent> events;
        private final Duration shift;
        private int next;
        private Instant time;

        private Slot(int number, List<RunEvent> events, Instant start) {
            this.number = number;
            this.events = events;
            this.shift = Duration.between(events.get(0).time(), start);
            this.time = start;
        }

        private RunEvent take() {
            RunEvent event = moved(events.get(next++), time);
            if (!done()) {
                time = events.get(next).time().plus(shift);
            }
            return event;
        }

        private boolean done() {
            return next == events.size();
        }

        @Override
        public int compareTo(Slot other) {
            int byTime = time.compareTo(other.time);
            return byTime == 0 ? Integer.compare(number, other.number) : byTime;
        }

        private static RunEvent moved(RunEvent event, Instant time) {
            if (event.time().equals(time)) {
                return event;
            }
            if (event instanceof Checkpoint c) {
                return new Checkpoint(
                        c.run(), c.attempt(), c.step(), time, c.tokens(), c.metrics());
            }
            if (event instanceof RunStarted s) {
                return new RunStarted(
                        s.run(),
                        s.project(),
                        s.group(),
                        s.attempt(),
                        time,
                        s.plan(),
                        s.objective(),
                        s.covariates(),
                        s.tags());
            }
            RunEnded ended = (RunEnded) event;
            return new RunEnded(ended.run(), ended.attempt(), time, ended.status());
        }
    }
}
