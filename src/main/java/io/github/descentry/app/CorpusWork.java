package io.github.descentry.app;

import io.github.descentry.ingest.CorpusCollection;
import io.github.descentry.ingest.CorpusFolder;
import io.github.descentry.ingest.CorpusReader;
import io.github.descentry.ingest.CorpusRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A study over recorded runs: each run on whichever core is free, the results in the order of the
 * files, with a progress line. At most {@value #AHEAD} runs are in memory at a time, so a large
 * folder needs little of it.
 */
final class CorpusWork {

    private static final int AHEAD = 64;

    private final Path curves;
    private final List<CorpusCollection> collections;

    /**
     * @throws UserError if there are no curves
     */
    CorpusWork(Path curves) {
        this.curves = curves;
        collections = CorpusFolder.open(curves).collections();
        if (collections.isEmpty()) {
            throw new UserError("curves=" + curves + " holds no file of curves");
        }
    }

    /**
     * Goes through all runs.
     *
     * @param shown whether to show how far it is
     * @param study of one run; called by several threads
     * @param results told one after the other, in the order of the runs
     */
    <T> void forEach(boolean shown, Function<CorpusRun, T> study, Consumer<T> results) {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        long bytes = bytes();
        AtomicLong read = new AtomicLong();
        try (ReplayProgress progress =
                ReplayProgress.start("backtest", shown, () -> (double) read.get() / bytes)) {
            Queue<Future<T>> ahead = new ArrayDeque<>();
            for (CorpusCollection collection : collections) {
                LongConsumer more =
                        count -> {
                            read.addAndGet(count);
                            progress.moved();
                        };
                try (CorpusReader reader = collection.read(more)) {
                    while (reader.hasNext()) {
                        CorpusRun run = reader.next();
                        ahead.add(workers.submit(() -> study.apply(run)));
                        if (ahead.size() == AHEAD) {
                            results.accept(result(ahead.remove()));
                        }
                    }
                }
            }
            for (Future<T> last : ahead) {
                results.accept(result(last));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    /** What a worker has found; its failure is ours. */
    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        }
    }

    private long bytes() {
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

    @Override
    public String toString() {
        return curves.toString();
    }
}
