package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.ingest.CorpusCollection;
import io.github.descentry.ingest.CorpusFolder;
import io.github.descentry.ingest.CorpusRun;
import java.nio.file.Path;

/**
 * Replays recorded runs and prints every turn of an anomaly and every stop signal, tab-separated,
 * to be held against labels by eye or by script. Run by hand with the folder as its argument; a
 * study, no test.
 */
final class AnomalyStudy {

    private AnomalyStudy() {}

    public static void main(String[] arguments) {
        RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
        for (CorpusCollection collection : CorpusFolder.open(Path.of(arguments[0])).collections()) {
            collection.forEachRun(run -> replay(monitor, collection.name(), run));
        }
    }

    private static void replay(RunMonitor monitor, String collection, CorpusRun run) {
        RunMemory memory = new RunMemory(run.run());
        long last = 0;
        for (RunEvent event : run.events()) {
            Outcome outcome = monitor.step(memory, event, event.time());
            last = memory.step();
            for (Anomaly anomaly : outcome.anomalies()) {
                boolean ended = memory.state().ended() && anomaly.status() == Status.RESOLVED;
                print(
                        "anomaly",
                        collection,
                        run.run(),
                        anomaly.metric().orElse(""),
                        anomaly.kind(),
                        ended ? "CLOSED" : anomaly.status(),
                        anomaly.firstStep(),
                        anomaly.step(),
                        anomaly.evidence());
            }
            for (StopSignal signal : outcome.signals()) {
                print(
                        "signal",
                        collection,
                        run.run(),
                        "",
                        signal.rule(),
                        signal.status(),
                        signal.step(),
                        signal.step(),
                        signal.reason());
            }
        }
        print(
                "run",
                collection,
                run.run(),
                memory.objective().orElse(""),
                memory.attempt(),
                "",
                last,
                memory.checkpoints,
                "");
    }

    private static void print(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : "\t").append(field);
        }
        System.out.println(line);
    }
}
