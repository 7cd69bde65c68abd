package io.github.descentry.app;

import io.github.descentry.backtest.AccuracyRow;
import io.github.descentry.backtest.ForecastStudy;
import io.github.descentry.backtest.Verdict;
import io.github.descentry.ingest.CorpusCollection;
import io.github.descentry.ingest.CorpusFolder;
import io.github.descentry.ingest.CorpusReader;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.monitor.MonitorConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code descentry backtest forecast}: the accuracy study. */
@Command(
        name = "forecast",
        description = {
            "Forecasts the final value of every recorded run when 10, 25, 50, 75 and 90 %% of its"
                    + " steps are seen, and reports the errors per collection next to two simple"
                    + " peers: a power law with constant on steps, and the last value.",
            "",
            "DIR holds files of curves (run,step,metric,value,lr,tokens,wall_ms; gzip or not) with"
                    + " runs.csv beside them, if there, for plans and final values."
        })
final class BacktestForecastCommand implements Callable<Integer> {

    /** Runs in memory at a time, so that a large folder needs little of it. */
    private static final int BATCH = 64;

    @Spec private CommandSpec specification;

    @Option(
            names = "--curves",
            required = true,
            paramLabel = "DIR",
            description = "Folder, or one file, of recorded curves.")
    private Path curves;

    @Option(names = "--json", description = "Print a JSON list of rows instead of a table.")
    private boolean json;

    BacktestForecastCommand() {}

    @Override
    public Integer call() {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<CorpusCollection> collections = CorpusFolder.open(curves).collections();
            if (collections.isEmpty()) {
                throw new UserError("curves=" + curves + " holds no file of curves");
            }
            List<AccuracyRow> rows = ForecastStudy.rows(verdicts(collections, workers));
            if (rows.isEmpty()) {
                throw new UserError(
                        "curves="
                                + curves
                                + " holds no run with three values of a metric and a finite end");
            }
            PrintWriter out = specification.commandLine().getOut();
            out.print(json ? AccuracyReport.json(rows) : AccuracyReport.table(rows));
            out.flush();
            return ExitCode.OK;
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Verdict> verdicts(List<CorpusCollection> collections, ExecutorService workers) {
        ForecastStudy study = new ForecastStudy(MonitorConfig.defaults());
        List<Verdict> verdicts = new ArrayList<>();
        long bytes = bytes(collections);
        AtomicLong read = new AtomicLong();
        try (ReplayProgress progress =
                ReplayProgress.start("backtest", !json, () -> (double) read.get() / bytes)) {
            for (CorpusCollection collection : collections) {
                LongConsumer more =
                        count -> {
                            read.addAndGet(count);
                            progress.moved();
                        };
                try (CorpusReader reader = collection.read(more)) {
                    List<Future<List<Verdict>>> batch = new ArrayList<>();
                    while (reader.hasNext()) {
                        CorpusRun run = reader.next();
                        batch.add(workers.submit(() -> study.verdicts(run)));
                        if (batch.size() == BATCH) {
                            drain(batch, verdicts);
                        }
                    }
                    drain(batch, verdicts);
                }
            }
        }
        return verdicts;
    }

    private static void drain(List<Future<List<Verdict>>> batch, List<Verdict> verdicts) {
        for (Future<List<Verdict>> future : batch) {
            try {
                verdicts.addAll(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError("interrupted");
            }
        }
        batch.clear();
    }

    private static long bytes(List<CorpusCollection> collections) {
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
