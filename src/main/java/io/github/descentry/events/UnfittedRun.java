package io.github.descentry.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run of which no curve is fitted, because it has not reported yet, or because none of the names
 * it reports is known as a curve. Published at each of its events, so that it can be seen that it
 * lives and why there is no forecast; the topic keeps the latest per run, and nothing any more once
 * the run has a curve or is forgotten.
 *
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param attempt the attempt that reports
 * @param state where the run stands
 * @param step its latest step; 0 if it has not reported
 * @param time time of the latest report, or of the start if there was none
 * @param totalSteps planned end; absent if unknown
 * @param metrics names of the latest checkpoint that had any: the first ten, long ones cut
 * @param sentence one line a person can act on
 */
public record UnfittedRun(
        String run,
        Optional<String> project,
        Optional<String> group,
        int attempt,
        RunState state,
        long step,
        Instant time,
        OptionalLong totalSteps,
        List<String> metrics,
        String sentence) {

    public UnfittedRun {
        Checks.notBlank("run", run);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(time, "time");
        metrics = List.copyOf(metrics);
    }
}
