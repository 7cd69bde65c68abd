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
 * @param id stable over replays, over its withdrawal and over changes of policies: a hash of run,
 *     attempt, rule and step; who acts on signals acts once per id
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param attempt the attempt it was made for
 * @param rule name of the rule that asked, e.g. {@code non_finite}
 * @param ruleVersion version of the rule's definition, from 1
 * @param status advised or withdrawn
 * @param mode what may be done with it
 * @param step step of the checkpoint that led to it
 * @param time time of that checkpoint; of a signal that was held back, when it was let go
 * @param reason one line for a person
 * @param evidence numbers behind the decision, by name
 * @param expires after this the signal is void; absent: until the attempt ends
 * @param policy name of the policy that governs the run, e.g. {@code sweeps}; absent: none was
 *     asked
 * @param policyVersion version of the policies in force, e.g. {@code 4f2a90c1d3b7}: the same file
 *     has the same version; absent: none was asked
 * @param held why its mode is lower than the policy's, in words that follow "held back: ", e.g.
 *     {@code is the best of its group}; such a signal is only to be observed; absent: it is not
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
        Optional<Instant> expires,
        Optional<String> policy,
        Optional<String> policyVersion,
        Optional<String> held) {

    public StopSignal {
        Checks.notBlank("id", id);
        Checks.notBlank("run", run);
        Checks.notBlank("rule", rule);
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(time, "time");
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        if (held.isPresent() && mode != Mode.OBSERVE) {
            throw new IllegalArgumentException(
                    "held=" + held.get() + " does not go with any mode but observe");
        }
    }

    /** What a rule says, before any policy has been asked. */
    public StopSignal(
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
        this(
                id,
                run,
                project,
                group,
                attempt,
                rule,
                ruleVersion,
                status,
                mode,
                step,
                time,
                reason,
                evidence,
                expires,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same as a policy lets it pass. */
    public StopSignal under(String newPolicy, String newVersion, Mode newMode) {
        return with(newMode, time, Optional.of(newPolicy), Optional.of(newVersion), held);
    }

    /** The same, held back for a reason and only to be observed. */
    public StopSignal held(String why) {
        return with(Mode.OBSERVE, time, policy, policyVersion, Optional.of(why));
    }

    /** The same at another time. */
    public StopSignal at(Instant newTime) {
        return with(mode, newTime, policy, policyVersion, held);
    }

    private StopSignal with(
            Mode newMode,
            Instant newTime,
            Optional<String> newPolicy,
            Optional<String> newVersion,
            Optional<String> newHeld) {
        return new StopSignal(
                id,
                run,
                project,
                group,
                attempt,
                rule,
                ruleVersion,
                status,
                newMode,
                step,
                newTime,
                reason,
                evidence,
                expires,
                newPolicy,
                newVersion,
                newHeld);
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
