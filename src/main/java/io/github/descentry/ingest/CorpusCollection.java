package io.github.descentry.ingest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** One file of a {@link CorpusFolder}. Immutable; may be read by several threads, each its own. */
public final class CorpusCollection {

    private final Path file;
    private final CorpusListing listing;

    CorpusCollection(Path file, CorpusListing listing) {
        this.file = file;
        this.listing = listing;
    }

    /** The file's name without its endings. */
    public String name() {
        return RecordedFile.name(file, CorpusFolder.ENDING);
    }

    public Path file() {
        return file;
    }

    /**
     * Why none of its runs has a group, in words; empty if {@code runs.csv} has a column for it.
     */
    public Optional<String> whyNoGroups() {
        return listing.whyNoGroups();
    }

    /** The runs in the order of the file, one in memory at a time. The caller closes. */
    public CorpusReader read() {
        return read(bytes -> {});
    }

    /** The same; {@code progress} is told how many bytes of the file were read. */
    public CorpusReader read(LongConsumer progress) {
        return new CorpusReader(file, name(), listing, progress);
    }

    /** Reads the file and hands over each run. */
    public void forEachRun(Consumer<CorpusRun> consumer) {
        try (CorpusReader reader = read()) {
            reader.forEachRemaining(consumer);
        }
    }
}
