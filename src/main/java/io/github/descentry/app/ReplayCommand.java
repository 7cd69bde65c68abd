package io.github.descentry.app;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.ingest.EventSender;
import io.github.descentry.ingest.Pace;
import io.github.descentry.ingest.RecordedEvents;
import io.github.descentry.ingest.Recording;
import io.github.descentry.ingest.Replay;
import io.github.descentry.ingest.UnreadableRecording;
import io.github.descentry.text.Glob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
public final class ReplayCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final String ANY = "*";
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(20);

    @Spec private CommandSpec specification;

    @Parameters(paramLabel = "FILE|DIR", description = "What to replay.")
    private Path path;

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka's bootstrap servers, separated by commas.")
    private String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client settings (SASL, TLS, ...) as a properties file.")
    private Optional<Path> clientConfig = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            converter = SpeedConverter.class,
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

    ReplayCommand() {}

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
            KafkaTarget kafka = new KafkaTarget(bootstrap, clientConfig);
            kafka.requireTopic(topic);
            return replay(recording, kafka, topic);
        } catch (UnreadableRecording e) {
            throw new UserError(e.getMessage(), e);
        } catch (KafkaException e) {
            throw new UserError("bootstrap=" + bootstrap + ": " + e.getMessage(), e);
        }
    }

    private int replay(Recording recording, KafkaTarget kafka, String topic) {
        try (Interruption interruption = Interruption.open()) {
            long start = System.nanoTime();
            Replay replay = send(recording, kafka, topic, interruption);
            if (replay.sent() == 0 && !replay.stopped()) {
                throw new UserError(
                        path
                                + (runs.equals(ANY)
                                        ? " holds no events: nothing was sent"
                                        : " holds no events of a run that matches --runs=" + runs));
            }
            report(replay, topic, (System.nanoTime() - start) / 1e9);
            return replay.stopped() ? INTERRUPTED : ExitCode.OK;
        }
    }

    private Replay send(
            Recording recording, KafkaTarget kafka, String topic, Interruption interruption) {
        try (Survey survey = Survey.start(() -> events(recording), limit, watched());
                RecordedEvents events = events(recording);
                EventSender sender = new EventSender(kafka.settings(), topic)) {
            Replay replay = new Replay(events, new Pace(speed), limit);
            try (ReplayProgress progress =
                    ReplayProgress.start(
                            "replay", watched(), () -> share(survey, replay, sender))) {
                run(replay, sender, progress, interruption);
            }
            return replay;
        }
    }

    private RecordedEvents events(Recording recording) {
        return recording.events(new Glob(runs)::matches, slots);
    }

    /** Whether there is anybody to whom it would be shown how far it has come. */
    private boolean watched() {
        return !json && ReplayProgress.shown();
    }

    /** Of recorded time where that sets the pace, else of what has arrived; NaN: not known yet. */
    private double share(Survey survey, Replay replay, EventSender sender) {
        return survey.extent()
                .map(
                        whole ->
                                speed == Pace.MAX
                                        ? whole.shareOfEvents(sender.acknowledged())
                                        : whole.shareOfTime(replay.passed()))
                .orElse(Double.NaN);
    }

    private void run(
            Replay replay, EventSender sender, ReplayProgress progress, Interruption interruption) {
        try {
            replay.run(
                    event -> {
                        sender.send(inGroup(event));
                        progress.sent(sender.acknowledged());
                    },
                    wait -> await(wait, interruption, progress));
        } catch (UnreadableRecording e) {
            sender.flush();
            throw new UnreadableRecording(
                    e.getMessage() + " (sent before it: " + replay.sent() + " events)", e);
        }
        // What waits in the sender's memory may take as long as all before.
        while (sender.pending()) {
            LockSupport.parkNanos(LOOK.toNanos());
            progress.sent(sender.acknowledged());
        }
        sender.flush();
    }

    /** Waits, but not so long at a time that the clock shown would stand still. */
    private static boolean await(
            Duration wait, Interruption interruption, ReplayProgress progress) {
        long start = System.nanoTime();
        Duration left = wait;
        while (left.compareTo(TICK) > 0) {
            if (interruption.await(TICK)) {
                return true;
            }
            progress.moved();
            left = wait.minusNanos(System.nanoTime() - start);
        }
        return interruption.await(left.isNegative() ? Duration.ZERO : left);
    }

    private RunEvent inGroup(RunEvent event) {
        return group.isPresent() && event instanceof RunStarted started
                ? new RunStarted(
                        started.run(),
                        started.project(),
                        group,
                        started.attempt(),
                        started.time(),
                        started.plan(),
                        started.objective(),
                        started.covariates(),
                        started.tags())
                : event;
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

    /** A number above 0, or {@code max}. */
    static final class SpeedConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (text.equals("max")) {
                return Pace.MAX;
            }
            try {
                double speed = Double.parseDouble(text);
                if (speed > 0) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // Refused below with the rest.
            }
            throw new TypeConversionException("'" + text + "' is neither a number above 0 nor max");
        }
    }
}
