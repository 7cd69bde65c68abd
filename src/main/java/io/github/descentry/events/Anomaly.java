package io.github.descentry.events;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something is wrong with a curve or a run: one turn in its life. At most one is open per run,
 * metric, kind and user's rule; all turns of one anomaly carry the same {@code id}.
 *
 * @param id stable over its life and over replays: a hash of run, attempt, metric, kind, first step
 *     and, where there is one, rule
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param metric the metric concerned; absent where the whole run is (stalled)
 * @param kind what is wrong
 * @param status the turn that happened
 * @param severity how bad it is now
 * @param attempt the attempt it happened in
 * @param firstStep step at which it opened
 * @param step step of this turn
 * @param time time of this turn
 * @param evidence numbers that led to the verdict, by name, in the metric's units unless the name
 *     says otherwise
 * @param sentence one line a person can act on
 * @param rule the user's rule that it broke, as the user wrote it, e.g. {@code gpu_util < 0.3 for
 *     20 reports}; absent for the kinds that Descentry knows by itself
 */
public record Anomaly(
        String id,
        String run,
        Optional<String> project,
        Optional<String> group,
        Optional<String> metric,
        Kind kind,
        Status status,
        Severity severity,
        int attempt,
        long firstStep,
        long step,
        Instant time,
        Map<String, Double> evidence,
        String sentence,
        Optional<String> rule) {

    public Anomaly {
        Checks.notBlank("id", id);
        Checks.notBlank("run", run);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(rule, "rule");
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** One that is of no user's rule. */
    public Anomaly(
            String id,
            String run,
            Optional<String> project,
            Optional<String> group,
            Optional<String> metric,
            Kind kind,
            Status status,
            Severity severity,
            int attempt,
            long firstStep,
            long step,
            Instant time,
            Map<String, Double> evidence,
            String sentence) {
        this(
                id,
                run,
                project,
                group,
                metric,
                kind,
                status,
                severity,
                attempt,
                firstStep,
                step,
                time,
                evidence,
                sentence,
                Optional.empty());
    }

    /**
     * What can be wrong. On the wire in lower case. States of runs hold the number of a kind: new
     * ones go to the end.
     */
    public enum Kind {
        NON_FINITE,
        SPIKE,
        DIVERGENCE,
        STALLED,
        PLATEAU,
        OVERFIT,
        GRAD_EXPLOSION,
        SLOW,
        LR_OFF_PLAN,
        REPEATED_DATA,
        /** A value beyond a bound that the user has set. */
        THRESHOLD,
        /** A change beyond a bound that the user has set. */
        CHANGE,
        /** A spike that hit several runs of a group at one step: an event of the data. */
        BAD_BATCH
    }

    /** A turn in the life of an anomaly. On the wire in lower case. */
    public enum Status {
        OPENED,
        /** Not over, but getting better. */
        RECOVERING,
        /** Worse than when it opened; the severity has risen. */
        ESCALATED,
        RESOLVED;

        /** Whether the anomaly is still open after this turn. */
        public boolean open() {
            return this != RESOLVED;
        }
    }

    /** How bad. On the wire in lower case. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }
}
