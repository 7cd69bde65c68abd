package io.github.descentry.ingest;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The runs of one file of curves, in its order, one at a time. Some two million points a second.
 * Not for several threads.
 */
public final class CorpusReader implements Iterator<CorpusRun>, Closeable {

    private static final List<String> REQUIRED = List.of("run", "step", "metric", "value");

    private final CsvTable table;
    private final String collection;
    private final CorpusListing listing;
    private final Set<String> seen = new HashSet<>();
    private final int run;
    private final int step;
    private final int metric;
    private final int value;
    private final int learningRate;
    private final int tokens;
    private final int wallMillis;
    private boolean hasRow;

    CorpusReader(Path file, String collection, CorpusListing listing, LongConsumer progress) {
        this.table = new CsvTable(file, progress);
        this.collection = collection;
        this.listing = listing;
        checkHeader(table);
        this.run = table.column("run");
        this.step = table.column("step");
        this.metric = table.column("metric");
        this.value = table.column("value");
        this.learningRate = table.column("lr");
        this.tokens = table.column("tokens");
        this.wallMillis = table.column("wall_ms");
        this.hasRow = table.next();
    }

    static void checkHeader(CsvTable table) {
        Optional<UnreadableRecording> refusal = refusal(table);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Why the table holds no curves, by its header; empty if it does. */
    static Optional<UnreadableRecording> refusal(CsvTable table) {
        if (table.header().containsAll(REQUIRED)) {
            return Optional.empty();
        }
        return Optional.of(
                table.refuse(
                        "no recorded curves: the header must have "
                                + String.join(",", REQUIRED)
                                + " (and may have lr,tokens,wall_ms), "
                                + (table.header().isEmpty()
                                        ? "the file is empty"
                                        : "it is " + Quoted.of(String.join(",", table.header())))));
    }

    @Override
    public boolean hasNext() {
        return hasRow;
    }

    @Override
    public CorpusRun next() {
        if (!hasRow) {
            throw new NoSuchElementException();
        }
        String name = table.text(run);
        if (name.isBlank()) {
            throw table.refuse("run is missing");
        }
        if (!seen.add(name)) {
            throw table.refuse(
                    "run=" + Quoted.of(name) + " comes a second time: sort the rows by run");
        }
        CorpusRunBuilder builder = new CorpusRunBuilder(name);
        do {
            add(builder);
            hasRow = table.next();
        } while (hasRow && table.text(run).equals(name));
        return builder.build(collection, listing);
    }

    private void add(CorpusRunBuilder builder) {
        String name = table.text(metric);
        if (name.isBlank()) {
            throw table.refuse("metric is missing");
        }
        builder.add(
                table.whole(step).orElseThrow(() -> table.refuse("step is missing")),
                name,
                table.number(value),
                table.number(learningRate),
                table.number(tokens),
                table.whole(wallMillis));
    }

    @Override
    public void close() {
        table.close();
    }
}
