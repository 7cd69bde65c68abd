package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.ingest.CorpusRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The curves of a recorded run, and its reports as a curve of their own. Made when asked for. */
final class RunCurves {

    private static final double MILLISECONDS = 1000;

    private final CorpusRun run;
    private final Map<String, Series> byMetric = new HashMap<>();
    private Series reports;

    RunCurves(CorpusRun run) {
        this.run = run;
    }

    /** All values of a metric, those that are no numbers too; empty if it was never reported. */
    Series of(String metric) {
        return byMetric.computeIfAbsent(metric, this::values);
    }

    /** The curve that an alarm or a label counts its reports on. */
    Series of(Optional<String> metric) {
        return metric.map(this::of).orElseGet(this::reports);
    }

    /** Seconds before each report of the run; 0 before the first. */
    Series reports() {
        if (reports == null) {
            reports = new Series();
            List<Checkpoint> checkpoints = run.checkpoints();
            for (int i = 0; i < checkpoints.size(); i++) {
                Checkpoint now = checkpoints.get(i);
                Checkpoint before = checkpoints.get(Math.max(0, i - 1));
                double gap = now.time().toEpochMilli() - before.time().toEpochMilli();
                reports.add(now.step(), gap / MILLISECONDS);
            }
        }
        return reports;
    }

    private Series values(String metric) {
        Series series = new Series();
        for (Checkpoint checkpoint : run.checkpoints()) {
            Double value = checkpoint.metrics().get(metric);
            if (value != null) {
                series.add(checkpoint.step(), value);
            }
        }
        return series;
    }
}
