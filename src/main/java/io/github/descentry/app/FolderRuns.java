package io.github.descentry.app;

import io.github.descentry.ingest.CorpusCollection;
import io.github.descentry.ingest.CorpusFolder;
import io.github.descentry.ingest.CorpusReader;
import io.github.descentry.ingest.CorpusRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** The runs of a folder of curves, read anew each time. */
final class FolderRuns implements RunSource {

    private final Path curves;
    private final List<CorpusCollection> collections;

    /**
     * Says of each file in the folder that may have been meant to be of curves why it is not.
     *
     * @throws UserError if there are no curves
     */
    FolderRuns(Path curves) {
        this.curves = curves;
        CorpusFolder folder = CorpusFolder.open(curves);
        folder.leftOut().forEach(why -> System.err.println("descentry: left out: " + why));
        collections = folder.collections();
        if (collections.isEmpty()) {
            throw new UserError("curves=" + curves + " holds no file of curves");
        }
    }

    @Override
    public void forEach(DoubleConsumer done, Consumer<CorpusRun> runs) {
        double bytes = bytes();
        AtomicLong read = new AtomicLong();
        for (CorpusCollection collection : collections) {
            try (CorpusReader reader =
                    collection.read(count -> done.accept(read.addAndGet(count) / bytes))) {
                reader.forEachRemaining(runs);
            }
        }
    }

    @Override
    public String name() {
        return "curves=" + curves;
    }

    @Override
    public String title() {
        Path last = curves.toAbsolutePath().normalize().getFileName();
        return last == null ? "the root folder" : last.toString();
    }

    @Override
    public Optional<String> whyNoGroups() {
        return collections.get(0).whyNoGroups().map(why -> name() + ": " + why);
    }

    private double bytes() {
        long bytes = 0;
        for (CorpusCollection collection : collections) {
            try {
                bytes += Files.size(collection.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes;
    }
}
