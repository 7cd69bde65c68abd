package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Several recordings as one, by time. The order within each stays as it is, also where its times go
 * backwards.
 */
final class MergedEvents implements RecordedEvents {

    private static final int NONE = -1;

    private final List<RecordedEvents> sources;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    /** The source whose next event is not among the heads yet. */
    private int behind = NONE;

    MergedEvents(List<RecordedEvents> sources) {
        this.sources = List.copyOf(sources);
        for (int i = 0; i < sources.size(); i++) {
            advance(i);
        }
    }

    @Override
    public boolean hasNext() {
        settle();
        return !heads.isEmpty();
    }

    @Override
    public RunEvent next() {
        settle();
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException();
        }
        behind = head.source;
        return head.event;
    }

    /** Only now, so that what comes before a line that cannot be read is handed on first. */
    private void settle() {
        if (behind != NONE) {
            int source = behind;
            behind = NONE;
            advance(source);
        }
    }

    private void advance(int source) {
        if (sources.get(source).hasNext()) {
            heads.add(new Head(sources.get(source).next(), source));
        }
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (RecordedEvents source : sources) {
            try {
                source.close();
            } catch (UnreadableRecording e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private record Head(RunEvent event, int source) implements Comparable<Head> {
        @Override
        public int compareTo(Head other) {
            int byTime = event.time().compareTo(other.event.time());
            return byTime == 0 ? Integer.compare(source, other.source) : byTime;
        }
    }
}
