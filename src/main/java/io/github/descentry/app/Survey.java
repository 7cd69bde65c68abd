package io.github.descentry.app;

import io.github.descentry.ingest.Extent;
import io.github.descentry.ingest.RecordedEvents;
import io.github.descentry.ingest.UnreadableRecording;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out how much there is to replay, by reading it all on a thread of its own while the replay
 * has long begun: reading is faster than sending, and nobody has to wait for it.
 */
final class Survey implements AutoCloseable {

    private final long limit;
    private volatile Extent extent;
    private volatile boolean closed;

    private Survey(long limit) {
        this.limit = limit;
    }

    /**
     * Begins.
     *
     * @param recording opens it once more, for this
     * @param limit most events that will be replayed
     * @param wanted whether to read at all; if not, the extent stays unknown
     */
    static Survey start(Supplier<RecordedEvents> recording, long limit, boolean wanted) {
        Survey survey = new Survey(limit);
        if (!wanted) {
            return survey;
        }
        Thread thread = new Thread(() -> survey.read(recording), "replay-survey");
        thread.setDaemon(true);
        thread.start();
        return survey;
    }

    private void read(Supplier<RecordedEvents> recording) {
        try (RecordedEvents events = recording.get()) {
            extent = Extent.of(events, limit, () -> closed);
        } catch (UnreadableRecording e) {
            // Told by the replay.
        }
    }

    /** How much there is; absent until all was read. */
    Optional<Extent> extent() {
        return Optional.ofNullable(extent);
    }

    @Override
    public void close() {
        closed = true;
    }
}
