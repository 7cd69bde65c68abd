package io.github.descentry.app;

import io.github.descentry.events.wire.Topics;
import io.github.descentry.ingest.Recording;
import io.github.descentry.ingest.Replay;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.text.Glob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code descentry replay}: streams recorded runs as if they were live. */
@Command(
        name = "replay",
        description = {
            "Streams recorded runs to Kafka as if they were live.",
            "",
            "FILE|DIR is a file of events (*.jsonl), a file of curves (*.csv with the columns"
                    + " run,step,metric,value and, if known, lr,tokens,wall_ms), either gzip or"
                    + " not, or a folder with any number of both. Plans come from runs.csv beside"
                    + " the curves.",
            "",
            "A recording without events, or without runs that match, is an error (exit code 2). A"
                    + " line that cannot be read ends the replay; what came before it stays sent,"
                    + " and its number is told."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String ANY = "*";

    @Spec private CommandSpec specification;

    @Parameters(paramLabel = "FILE|DIR", description = "What to replay.")
    private Path path;

    @Mixin private ClusterOptions cluster;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            converter = Numbers.Speed.class,
            description = "Recorded seconds per second; max: no waiting. Default: max.")
    private double speed;

    @ArgGroup private Target target = new Target();

    @Option(
            names = "--runs",
            paramLabel = "PATTERN",
            defaultValue = ANY,
            description = "Only runs whose whole name matches; * and ? stand for any characters.")
    private String runs;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group of all runs. Default: as recorded; for curves the file's name.")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "32",
            description = "How many recorded curves run at a time. Default: 32.")
    private int slots;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "Stop after so many events. Default: none.")
    private long limit;

    @Option(names = "--json", description = "Print one JSON object at the end, no progress bar.")
    private boolean json;

    /** Where to: a topic by name, or the usual one under another prefix. */
    private static final class Target {
        @Option(
                names = "--topic",
                paramLabel = "NAME",
                description = "Topic to send to. Default: descentry.run-events.")
        private String topic;

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                description = "Prefix of the topics' names. Default: descentry.")
        private String prefix = Topics.DEFAULT_PREFIX;

        private String name() {
            try {
                return topic != null ? topic : Topics.withPrefix(prefix).runEvents().name();
            } catch (IllegalArgumentException e) {
                throw new UserError(e.getMessage(), e);
            }
        }
    }

    @Override
    public Integer call() {
        if (slots < 1 || limit < 1) {
            throw new UserError(
                    slots < 1
                            ? "--slots=" + slots + " is below 1"
                            : "--limit=" + limit + " is below 1");
        }
        String topic = target.name();
        try {
            Recording recording = Recording.open(path);
            KafkaTarget kafka = cluster.target();
            kafka.requireTopic(topic);
            return replay(recording, kafka, topic);
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        } catch (KafkaException e) {
            throw cluster.unusable(e);
        }
    }

    private int replay(Recording recording, KafkaTarget kafka, String topic) {
        try (Interruption interruption = Interruption.open()) {
            long start = System.nanoTime();
            Replay replay =
                    new ReplaySession(
                                    () -> recording.events(new Glob(runs)::matches, slots),
                                    speed,
                                    limit,
                                    group,
                                    !json && ReplayProgress.shown(),
                                    interruption)
                            .send(kafka, topic);
            if (replay.sent() == 0 && !replay.stopped()) {
                throw new UserError(
                        path
                                + (runs.equals(ANY)
                                        ? " holds no events: nothing was sent"
                                        : " holds no events of a run that matches --runs=" + runs));
            }
            report(replay, topic, (System.nanoTime() - start) / 1e9);
            return replay.stopped() ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private void report(Replay replay, String topic, double seconds) {
        PrintWriter out = specification.commandLine().getOut();
        if (json) {
            out.printf(
                    Locale.ROOT,
                    "{\"topic\":\"%s\",\"events\":%d,\"runs\":%d,\"seconds\":%.3f,\"interrupted\":%b}%n",
                    topic,
                    replay.sent(),
                    replay.runs(),
                    seconds,
                    replay.stopped());
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s %d events of %d runs to %s in %.1f s%n",
                    replay.stopped() ? "interrupted after" : "sent",
                    replay.sent(),
                    replay.runs(),
                    topic,
                    seconds);
        }
        out.flush();
    }
}
