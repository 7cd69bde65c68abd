package io.github.descentry.app;

import io.github.descentry.events.wire.Topics;
import io.github.descentry.ingest.CorpusLabels;
import io.github.descentry.ingest.HeardRuns;
import io.github.descentry.text.Quantity;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which recorded runs a study is over: the options of a command. */
final class RecordedRuns {

    @Option(
            names = "--curves",
            required = true,
            paramLabel = "DIR",
            description = "Folder, or one file, of recorded curves.")
    private Path curves;

    @ArgGroup(exclusive = false)
    private OfTopic topic;

    /** The runs that jobs have reported to Kafka. */
    private static final class OfTopic extends ClusterOptions {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "TIME",
                description =
                        "In place of curves: read what jobs have sent to a Kafka cluster from then on:"
                                + " a time such as 2026-11-16T08:00:00Z, or so long ago, e.g. 7d."
                                + " Of a run that began before only the rest is seen.")
        private String from;

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                description = "Prefix of the topics' names. Default: descentry.")
        private String prefix = Topics.DEFAULT_PREFIX;
    }

    boolean ofTopic() {
        return topic != null;
    }

    /**
     * The runs. Those of a topic are read now, into at most half of the heap.
     *
     * @throws UserError if there are none
     */
    RunSource open() {
        if (!ofTopic()) {
            return new FolderRuns(curves);
        }
        try {
            KafkaTarget target = topic.target();
            String name = Topics.withPrefix(topic.prefix).runEvents().name();
            Instant from = time(topic.from, Instant.now());
            target.requireTopic(name);
            long most = Runtime.getRuntime().maxMemory() / 2;
            HeardRuns heard = HeardRuns.read(target.settings(), name, from, most);
            if (heard.unreadable() > 0) {
                System.err.println(
                        "descentry: "
                                + heard.unreadable()
                                + " records of topic="
                                + name
                                + " are no events and were left out");
            }
            return new TopicRuns(name, heard);
        } catch (KafkaException failure) {
            throw topic.unusable(failure);
        } catch (IllegalArgumentException failure) {
            throw new UserError(failure.getMessage(), failure);
        }
    }

    /** What people saw in them; nothing in those of a topic. */
    CorpusLabels labels() {
        return ofTopic() ? CorpusLabels.NONE : CorpusLabels.beside(curves);
    }

    /** A time, or how long before now. */
    static Instant time(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            try {
                return now.minus(Quantity.duration(text));
            } catch (ArithmeticException | DateTimeException tooLong) {
                throw new UserError("from=" + text + " is too long ago", tooLong);
            } catch (IllegalArgumentException noDuration) {
                throw new UserError(
                        "from="
                                + text
                                + " is neither a time such as 2026-11-16T08:00:00Z nor a duration"
                                + " such as 7d",
                        noDuration);
            }
        }
    }
}
