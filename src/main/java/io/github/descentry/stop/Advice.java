package io.github.descentry.stop;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one rule has advised for one run. At most one signal stands at a time: it is published when
 * the verdict has held for long enough, stays silent while it holds, and is withdrawn when the rule
 * has cleared the run for as long, or a new attempt begins. A signal that expires while the rule
 * still holds is renewed under its id; so is one whose mode the policy has changed. Mutable; some
 * 50 bytes of state.
 */
final class Advice {

    private static final long NONE = -1;
    private static final Mode[] MODES = Mode.values();

    private long advisedStep = NONE;
    private int advisedAttempt;
    private int ruleVersion;

    /** Name of the policy it was advised under; empty: none. */
    private String policy = "";

    /** What may follow from it at most, as it was said last. */
    private Mode mode = Mode.OBSERVE;

    private long expires;
    private int streak;
    private long streakStep;

    /** Whether a stop is advised. */
    boolean stands() {
        return advisedStep != NONE;
    }

    /** Name of the policy under which a stop is advised; empty: none, or nothing is. */
    String policy() {
        return stands() ? policy : "";
    }

    /**
     * Takes the verdict of a checkpoint.
     *
     * @param planSteps planned length of the run, or the steps so far
     * @return the signal to publish, if there is one
     */
    Optional<StopSignal> take(
            Used<? extends StopRule> use, Verdict verdict, Subject subject, double planSteps) {
        switch (verdict.call()) {
            case STOP:
                return hold(use, verdict, subject, planSteps);
            case CLEAR:
                return clear(use, verdict, subject, planSteps);
            default:
                streak = 0;
                return Optional.empty();
        }
    }

    private Optional<StopSignal> hold(
            Used<? extends StopRule> use, Verdict verdict, Subject subject, double planSteps) {
        if (stands()) {
            streak = 0;
            return subject.time().toEpochMilli() >= expires || use.terms().mode() != mode
                    ? Optional.of(advise(use, verdict, subject))
                    : Optional.empty();
        }
        if (!sustained(use.rule(), subject, planSteps)) {
            return Optional.empty();
        }
        advisedStep = subject.step();
        advisedAttempt = subject.attempt();
        ruleVersion = use.rule().version();
        policy = use.terms().policy().orElse("");
        return Optional.of(advise(use, verdict, subject));
    }

    private Optional<StopSignal> clear(
            Used<? extends StopRule> use, Verdict verdict, Subject subject, double planSteps) {
        if (!stands()) {
            streak = 0;
            return Optional.empty();
        }
        return sustained(use.rule(), subject, planSteps)
                ? Optional.of(withdraw(use.name(), subject, verdict.reason(), use.terms()))
                : Optional.empty();
    }

    /** Whether the verdict against what stands has lasted for as long as the rule asks. */
    private boolean sustained(StopRule rule, Subject subject, double planSteps) {
        if (streak++ == 0) {
            streakStep = subject.step();
        }
        if (streak < rule.consecutive()
                || subject.step() - streakStep < rule.sustainedShare() * planSteps) {
            return false;
        }
        streak = 0;
        return true;
    }

    private StopSignal advise(Used<? extends StopRule> use, Verdict verdict, Subject subject) {
        Instant until = subject.time().plus(use.terms().validity());
        expires = until.toEpochMilli();
        mode = use.terms().mode();
        return signal(
                use.name(),
                subject,
                Status.ADVISED,
                verdict.reason(),
                verdict.evidence(),
                until,
                use.terms());
    }

    /**
     * Withdraws what stands, if something does, for a reason outside of the rule.
     *
     * @param name of the rule in signals
     */
    Optional<StopSignal> revoke(String name, Subject subject, String reason, Terms terms) {
        streak = 0;
        return stands() ? Optional.of(withdraw(name, subject, reason, terms)) : Optional.empty();
    }

    /** Whether there is nothing to remember. */
    boolean idle() {
        return !stands() && streak == 0;
    }

    /**
     * The signal that stands, as first published but for its reason and evidence.
     *
     * @param name of the rule in signals
     */
    Optional<StopSignal> standing(String name, Subject subject, Terms terms) {
        return stands()
                ? Optional.of(
                        signal(
                                name,
                                subject,
                                Status.ADVISED,
                                "still advised",
                                Map.of(),
                                Instant.ofEpochMilli(expires),
                                terms))
                : Optional.empty();
    }

    private StopSignal withdraw(String name, Subject subject, String reason, Terms terms) {
        StopSignal signal =
                signal(
                        name,
                        subject,
                        Status.WITHDRAWN,
                        reason,
                        Map.of("advised_step", (double) advisedStep),
                        Instant.ofEpochMilli(expires),
                        terms);
        advisedStep = NONE;
        return signal;
    }

    /**
     * The id does not depend on the policy: under whichever a stop is advised, it is the same stop,
     * and who carries it out does so once.
     */
    private StopSignal signal(
            String name,
            Subject subject,
            Status status,
            String reason,
            Map<String, Double> evidence,
            Instant until,
            Terms terms) {
        String id =
                EventId.of(
                        subject.run(),
                        Integer.toString(advisedAttempt),
                        name,
                        Long.toString(advisedStep));
        return new StopSignal(
                id,
                subject.run(),
                subject.project(),
                subject.group(),
                advisedAttempt,
                name,
                ruleVersion,
                status,
                terms.mode(),
                status == Status.ADVISED ? advisedStep : subject.step(),
                subject.time(),
                reason,
                evidence,
                Optional.of(until),
                policy.isEmpty() ? Optional.empty() : Optional.of(policy),
                terms.policyVersion(),
                Optional.empty());
    }

    void write(StateWriter out) {
        out.writeLong(advisedStep);
        out.writeInt(streak);
        if (stands()) {
            out.writeInt(advisedAttempt);
            out.writeInt(ruleVersion);
            out.writeString(policy);
            out.writeByte(mode.ordinal());
            out.writeLong(expires);
        }
        if (streak > 0) {
            out.writeLong(streakStep);
        }
    }

    void read(StateReader in) {
        advisedStep = in.readLong();
        streak = in.readInt();
        if (stands()) {
            advisedAttempt = in.readInt();
            ruleVersion = in.readInt();
            policy = in.readString();
            mode = MODES[in.readByte()];
            expires = in.readLong();
        }
        if (streak > 0) {
            streakStep = in.readLong();
        }
    }
}
