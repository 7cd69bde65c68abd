package io.github.descentry.app;

import io.github.descentry.ingest.CorpusRun;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Recorded runs that a study goes through, perhaps several times. */
interface RunSource {

    /**
     * Goes through them in an order that is always the same.
     *
     * @param done told now and then which share has been read
     */
    void forEach(DoubleConsumer done, Consumer<CorpusRun> runs);

    /** Where they are from, as a user says it, e.g. {@code curves=/data}. */
    String name();

    /** The same for pages that are passed on: without the path on this machine. */
    String title();

    /**
     * Why nobody has said of any run which group it is in, in words; empty if somebody may have.
     */
    default Optional<String> whyNoGroups() {
        return Optional.empty();
    }
}
