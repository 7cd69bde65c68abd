package io.github.descentry.app;

import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.HeardRuns;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** The runs of a topic, read once and kept. */
final class TopicRuns implements RunSource {

    private final String topic;
    private final HeardRuns heard;

    /**
     * @throws UserError if there are none
     */
    TopicRuns(String topic, HeardRuns heard) {
        this.topic = topic;
        this.heard = heard;
        if (heard.runs().isEmpty()) {
            throw new UserError("topic=" + topic + " holds no run with values since --from");
        }
    }

    @Override
    public void forEach(DoubleConsumer done, Consumer<CorpusRun> runs) {
        double read = 0;
        for (CorpusRun run : heard.runs()) {
            runs.accept(run);
            done.accept(++read / heard.runs().size());
        }
    }

    @Override
    public String name() {
        return "topic=" + topic;
    }

    @Override
    public String title() {
        return name();
    }
}
