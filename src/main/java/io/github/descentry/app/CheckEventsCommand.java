package io.github.descentry.app;

import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.ingest.EventLines;
import io.github.descentry.ingest.UnreadableRecording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code descentry check events}: tells which lines the monitor would reject, and why. */
@Command(
        name = "events",
        description = {
            "Tells which lines of a file of run events (*.jsonl, gzip or not) would be rejected.",
            "",
            "One line for each: file, line, reason, field and value. Fields that nobody knows are"
                    + " counted at the end; they do no harm. Exit code 1 if any line is rejected."
        })
final class CheckEventsCommand implements Callable<Integer> {

    /** Names come from the file; a file of other things must not fill the memory. */
    private static final int MOST_UNKNOWN = 100;

    @Spec private CommandSpec specification;

    @Parameters(paramLabel = "FILE", description = "JSON lines of run events.")
    private Path file;

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            defaultValue = "" + RunEventJson.DEFAULT_LIMIT,
            description = "Longest event, as the monitor is configured. Default: 524288.")
    private int maxBytes;

    private final Map<String, Long> unknown = new TreeMap<>();

    @Override
    public Integer call() {
        if (maxBytes < 1) {
            throw new UserError("--max-bytes=" + maxBytes + " is below 1");
        }
        PrintWriter out = specification.commandLine().getOut();
        long accepted = 0;
        long rejected = 0;
        RunEventJson json = new RunEventJson(maxBytes, this::countUnknown);
        try (EventLines lines = new EventLines(file, json)) {
            while (lines.hasNext()) {
                long number = lines.line();
                if (accepted(lines, number, out)) {
                    accepted++;
                } else {
                    rejected++;
                }
            }
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        }
        unknown.forEach((field, count) -> out.printf("unknown field %s: %d%n", field, count));
        out.printf(
                "%d events read: %d would be accepted, %d rejected%n",
                accepted + rejected, accepted, rejected);
        out.flush();
        return rejected == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean accepted(EventLines lines, long number, PrintWriter out) {
        try {
            lines.next();
            return true;
        } catch (UnreadableRecording e) {
            if (e.getCause() instanceof RejectedRecord rejection) {
                out.printf(
                        "%s:%d: %s: %s%n",
                        file, number, rejection.reason().word(), rejection.getMessage());
                return false;
            }
            throw e;
        }
    }

    private void countUnknown(String field) {
        if (unknown.size() < MOST_UNKNOWN || unknown.containsKey(field)) {
            unknown.merge(field, 1L, Long::sum);
        }
    }
}
