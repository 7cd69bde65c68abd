package io.github.descentry.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How much there is of a recording.
 *
 * @param events how many it holds
 * @param time between the first of them and the latest
 */
public record Extent(long events, Duration time) {

    /**
     * Counts by reading all of it, up to a line that cannot be read: a replay ends there.
     *
     * @param limit most events to count
     * @param stop asked before each event whether the answer is still wanted
     */
    public static Extent of(RecordedEvents recorded, long limit, BooleanSupplier stop) {
        long events = 0;
        Instant first = null;
        Instant latest = null;
        try {
            while (events < limit && !stop.getAsBoolean() && recorded.hasNext()) {
                Instant time = recorded.next().time();
                first = first == null ? time : first;
                latest = latest == null || time.isAfter(latest) ? time : latest;
                events++;
            }
        } catch (UnreadableRecording e) {
            // Told by who replays it.
        }
        return new Extent(events, first == null ? Duration.ZERO : Duration.between(first, latest));
    }

    /** Share of the events, 0 to 1. */
    public double shareOfEvents(long done) {
        return events == 0 ? 0 : Math.min(1, (double) done / events);
    }

    /** Share of the time, 0 to 1; of a recording that takes none all has passed. */
    public double shareOfTime(Duration passed) {
        return time.isZero() ? 1 : Math.min(1, passed.toMillis() / (double) time.toMillis());
    }
}
