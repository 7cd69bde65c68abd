package io.github.descentry.ingest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One recorded run: of a {@link CorpusFolder}, or of {@link HeardRuns}, where all that it said of
 * itself is as it said it.
 *
 * @param run name of the run
 * @param collection the file it was read from, without its endings
 * @param plan what it intended, as {@code runs.csv} says; absent: not listed there
 * @param finalValue final value of the main metric, as {@code runs.csv} says
 * @param outcome how it went, as {@code runs.csv} says, e.g. {@code ok} or {@code diverged}
 * @param mainMetric the metric it is judged by; absent only where no rule finds one
 * @param group the group it is in, as {@code runs.csv} says
 * @param checkpoints all points of a step in one, steps rising; the learning rate is the metric
 *     {@code lr}. Time starts at {@link #START} and goes by {@code wall_ms}; where a run has none
 *     at all, a step takes one second; a step without one has the time of the step before
 * @param heard what the job itself sent; absent: not known
 */
public record CorpusRun(
        String run,
        String collection,
        Optional<CorpusPlan> plan,
        OptionalDouble finalValue,
        Optional<String> outcome,
        Optional<String> mainMetric,
        Optional<String> group,
        List<Checkpoint> checkpoints,
        Optional<Heard> heard) {

    /** Start of every recorded run whose file does not tell a date. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Name under which the column {@code lr} joins the metrics. */
    public static final String LEARNING_RATE = "lr";

    private static final String TRUNCATED = "truncated";

    public CorpusRun {
        checkpoints = List.copyOf(checkpoints);
    }

    /** A run of which no group is said. */
    public CorpusRun(
            String run,
            String collection,
            Optional<CorpusPlan> plan,
            OptionalDouble finalValue,
            Optional<String> outcome,
            Optional<String> mainMetric,
            List<Checkpoint> checkpoints) {
        this(run, collection, plan, finalValue, outcome, mainMetric, Optional.empty(), checkpoints);
    }

    /** A run of a folder. */
    public CorpusRun(
            String run,
            String collection,
            Optional<CorpusPlan> plan,
            OptionalDouble finalValue,
            Optional<String> outcome,
            Optional<String> mainMetric,
            Optional<String> group,
            List<Checkpoint> checkpoints) {
        this(
                run,
                collection,
                plan,
                finalValue,
                outcome,
                mainMetric,
                group,
                checkpoints,
                Optional.empty());
    }

    /** Whether it has come to its own end, as far as is known: its last value is its final one. */
    public boolean finished() {
        return heard.isEmpty()
                || heard.get()
                        .ended()
                        .filter(end -> end.status() == RunEnded.Status.COMPLETED)
                        .isPresent();
    }

    /**
     * Whether the recording has a clock that pauses can be told by: at least every other report has
     * a time of its own. Without any clock the times are made up, one second a step; with one on
     * few reports the others seem to come all at once.
     */
    public boolean clocked() {
        int own = 0;
        boolean madeUp = true;
        Instant before = Instant.MIN;
        for (Checkpoint checkpoint : checkpoints) {
            own += checkpoint.time().isAfter(before) ? 1 : 0;
            madeUp &= checkpoint.time().equals(START.plusSeconds(checkpoint.step()));
            before = checkpoint.time();
        }
        return !madeUp && 2 * own >= checkpoints.size();
    }

    /** What the job has said first, or would have; then its group is the collection. */
    public RunStarted started() {
        if (heard.isPresent()) {
            return heard.get().started();
        }
        Optional<Objective> objective =
                mainMetric.flatMap(
                        metric ->
                                MainMetric.goal(metric)
                                        .map(
                                                goal ->
                                                        new Objective(
                                                                metric,
                                                                goal,
                                                                OptionalDouble.empty())));
        return new RunStarted(
                run,
                Optional.empty(),
                Optional.of(collection),
                OptionalInt.empty(),
                checkpoints.isEmpty() ? START : earlier(START, checkpoints.get(0).time()),
                plan.map(CorpusPlan::plan).orElse(Plan.UNKNOWN),
                objective,
                Map.of(),
                Map.of());
    }

    /**
     * What the job would have said last; absent for a log that was cut off: nobody heard its end.
     */
    public Optional<RunEnded> ended() {
        if (heard.isPresent()) {
            return heard.get().ended();
        }
        if (checkpoints.isEmpty() || outcome.filter(TRUNCATED::equals).isPresent()) {
            return Optional.empty();
        }
        Instant last = checkpoints.get(checkpoints.size() - 1).time();
        return Optional.of(new RunEnded(run, OptionalInt.empty(), last, RunEnded.Status.COMPLETED));
    }

    /** Everything the job has sent, or would have, in order. */
    public List<RunEvent> events() {
        if (heard.isPresent()) {
            return heard.get().events();
        }
        List<RunEvent> events = new ArrayList<>(checkpoints.size() + 2);
        events.add(started());
        events.addAll(checkpoints);
        ended().ifPresent(events::add);
        return events;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
