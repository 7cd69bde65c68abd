package io.github.descentry.ingest;

import io.github.descentry.events.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Gathers the points of one run into checkpoints. Where a metric comes twice at a step, the later
 * row counts: a log that was continued after a restart repeats steps.
 */
final class CorpusRunBuilder {

    private final String run;
    private final TreeMap<Long, Draft> drafts = new TreeMap<>();
    private final Map<String, Integer> points = new HashMap<>();
    private Draft latest;
    private boolean clocked;

    CorpusRunBuilder(String run) {
        this.run = run;
    }

    void add(
            long step,
            String metric,
            OptionalDouble value,
            OptionalDouble learningRate,
            OptionalDouble tokens,
            OptionalLong wallMillis) {
        if (latest == null || latest.step != step) {
            latest = drafts.computeIfAbsent(step, Draft::new);
        }
        if (value.isPresent()) {
            if (latest.metrics.put(metric, value.getAsDouble()) == null) {
                points.merge(metric, 1, Integer::sum);
            }
        }
        latest.learningRate = learningRate.isPresent() ? learningRate : latest.learningRate;
        latest.tokens = tokens.isPresent() ? tokens : latest.tokens;
        latest.wallMillis = wallMillis.isPresent() ? wallMillis : latest.wallMillis;
        clocked |= wallMillis.isPresent();
    }

    CorpusRun build(String collection, CorpusListing listing) {
        List<Checkpoint> checkpoints = new ArrayList<>(drafts.size());
        Instant time = CorpusRun.START;
        for (Draft draft : drafts.values()) {
            time = time(draft, time);
            if (draft.learningRate.isPresent()) {
                draft.metrics.putIfAbsent(
                        CorpusRun.LEARNING_RATE, draft.learningRate.getAsDouble());
            }
            if (draft.metrics.isEmpty()) {
                continue;
            }
            checkpoints.add(
                    new Checkpoint(
                            run,
                            OptionalInt.empty(),
                            draft.step,
                            time,
                            draft.tokens,
                            draft.metrics));
        }
        Optional<CorpusListing.Entry> entry = listing.entry(run, collection);
        return new CorpusRun(
                run,
                collection,
                entry.map(CorpusListing.Entry::plan),
                entry.map(CorpusListing.Entry::finalValue).orElse(OptionalDouble.empty()),
                entry.flatMap(CorpusListing.Entry::outcome),
                listing.mainMetric(run, collection).or(() -> MainMetric.among(points)),
                entry.flatMap(CorpusListing.Entry::group),
                checkpoints);
    }

    private Instant time(Draft draft, Instant before) {
        if (!clocked) {
            return CorpusRun.START.plusSeconds(draft.step);
        }
        return draft.wallMillis.isPresent()
                ? CorpusRun.START.plusMillis(draft.wallMillis.getAsLong())
                : before;
    }

    private static final class Draft {
        private final long step;
        private final Map<String, Double> metrics = new LinkedHashMap<>(4);
        private OptionalDouble learningRate = OptionalDouble.empty();
        private OptionalDouble tokens = OptionalDouble.empty();
        private OptionalLong wallMillis = OptionalLong.empty();

        private Draft(long step) {
            this.step = step;
        }
    }
}
