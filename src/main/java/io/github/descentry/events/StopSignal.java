package io.github.descentry.events;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Advice to end a run, or its withdrawal.
 *
 * @param id stable over replays and over its withdrawal: a hash of run, attempt, rule and step; who
 *     acts on signals acts once per id
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param attempt the attempt it was made for
 * @param rule name of the rule that asked, e.g. {@code non_finite}
 * @param ruleVersion version of the rule's definition, from 1
 * @param status advised or withdrawn
 * @param mode what may be done with it
 * @param step step of the checkpoint that led to it
 * @param time time of that checkpoint
 * @param reason one line for a person
 * @param evidence numbers behind the decision, by name
 * @param expires after this the signal is void; absent: until the attempt ends
 */
public record StopSignal(
        String id,
        String run,
        Optional<String> project,
        Optional<String> group,
        int attempt,
        String rule,
        int ruleVersion,
        Status status,
        Mode mode,
        long step,
        Instant time,
        String reason,
        Map<String, Double> evidence,
        Optional<Instant> expires) {

    public StopSignal {
        Checks.notBlank("id", id);
        Checks.notBlank("run", run);
        Checks.notBlank("rule", rule);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(time, "time");
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    /** On the wire in lower case. */
    public enum Status {
        ADVISED,
        WITHDRAWN
    }

    /** What may be done with a signal. On the wire in lower case. */
    public enum Mode {
        /** Published for people to see what would have been done. The default. */
        OBSERVE,
        /** The job may ask for it and obey. */
        ADVISE,
        /** Hooks carry it out. */
        ENFORCE
    }
}
