package io.github.descentry.app;

import io.github.descentry.ingest.CorpusRun;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A study over recorded runs: each run on whichever core is free, the results in the order of the
 * files, with a progress line. At most {@value #AHEAD} runs are in memory at a time, so a large
 * folder needs little of it.
 */
final class CorpusWork {

    private static final int AHEAD = 64;

    private final RunSource source;

    CorpusWork(RunSource source) {
        this.source = source;
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
        double[] read = {0};
        try (ReplayProgress progress = ReplayProgress.start("backtest", shown, () -> read[0])) {
            Queue<Future<T>> ahead = new ArrayDeque<>();
            source.forEach(
                    share -> {
                        read[0] = share;
                        progress.moved();
                    },
                    run -> {
                        ahead.add(workers.submit(() -> study.apply(run)));
                        if (ahead.size() == AHEAD) {
                            results.accept(result(ahead.remove()));
                        }
                    });
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
}
