package io.github.descentry.events;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job has started (or started again) and says what it intends.
 *
 * @param run name of the run
 * @param project what the run belongs to for people and policies, e.g. {@code nlp}; absent: none
 * @param group runs that compete with each other, e.g. a sweep; absent: the run stands alone
 * @param attempt 1, 2, … after each restart; absent: counted by the monitor
 * @param time when the job started
 * @param plan what the job intends; {@link Plan#UNKNOWN} if it does not say
 * @param objective what the run is judged by; absent: its first loss curve, minimised
 * @param covariates numbers that laws across runs may use, e.g. {@code params=124e6}
 * @param tags free labels for selection, e.g. {@code team=nlp}
 */
public record RunStarted(
        String run,
        Optional<String> project,
        Optional<String> group,
        OptionalInt attempt,
        Instant time,
        Plan plan,
        Optional<Objective> objective,
        Map<String, Double> covariates,
        Map<String, String> tags)
        implements RunEvent {

    public static final String TYPE = "run_started";

    public RunStarted {
        Objects.requireNonNull(time, "time");
        Checks.notBlank("run", run);
        Checks.positive("attempt", attempt);
        covariates = Map.copyOf(covariates);
        tags = Map.copyOf(tags);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
