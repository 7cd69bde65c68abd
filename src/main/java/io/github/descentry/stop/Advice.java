package io.github.descentry.stop;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
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
 * still holds is renewed under its id. Mutable; 37 bytes of state.
 */
public final class Advice {

    private static final long NONE = -1;

    private long advisedStep = NONE;
    private int advisedAttempt;
    private long expires;
    private int streak;
    private long streakStep;

    /** Whether a stop is advised. */
    public boolean stands() {
        return advisedStep != NONE;
    }

    /**
     * Takes the verdict of a checkpoint.
     *
     * @param planSteps planned length of the run, or the steps so far
     * @return the signal to publish, if there is one
     */
    public Optional<StopSignal> take(
            StopRule rule, Verdict verdict, Subject subject, double planSteps, StopConfig config) {
        switch (verdict.call()) {
            case STOP:
                return hold(rule, verdict, subject, planSteps, config);
            case CLEAR:
                return clear(rule, verdict, subject, planSteps, config);
            default:
                streak = 0;
                return Optional.empty();
        }
    }

    private Optional<StopSignal> hold(
            StopRule rule, Verdict verdict, Subject subject, double planSteps, StopConfig config) {
        if (stands()) {
            streak = 0;
            return subject.time().toEpochMilli() >= expires
                    ? Optional.of(advise(rule, verdict, subject, config))
                    : Optional.empty();
        }
        if (!sustained(rule, subject, planSteps)) {
            return Optional.empty();
        }
        advisedStep = subject.step();
        advisedAttempt = subject.attempt();
        return Optional.of(advise(rule, verdict, subject, config));
    }

    private Optional<StopSignal> clear(
            StopRule rule, Verdict verdict, Subject subject, double planSteps, StopConfig config) {
        if (!stands()) {
            streak = 0;
            return Optional.empty();
        }
        return sustained(rule, subject, planSteps)
                ? Optional.of(withdraw(rule, subject, verdict.reason(), config))
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

    private StopSignal advise(StopRule rule, Verdict verdict, Subject subject, StopConfig config) {
        Instant until = subject.time().plus(config.validity());
        expires = until.toEpochMilli();
        return signal(
                rule, subject, Status.ADVISED, verdict.reason(), verdict.evidence(), until, config);
    }

    /** Withdraws what stands, if something does, for a reason outside of the rule. */
    public Optional<StopSignal> revoke(
            StopRule rule, Subject subject, String reason, StopConfig config) {
        streak = 0;
        return stands() ? Optional.of(withdraw(rule, subject, reason, config)) : Optional.empty();
    }

    /** Whether there is nothing to remember. */
    boolean idle() {
        return !stands() && streak == 0;
    }

    /** The signal that stands, as first published but for its reason and evidence. */
    public Optional<StopSignal> standing(StopRule rule, Subject subject, StopConfig config) {
        return stands()
                ? Optional.of(
                        signal(
                                rule,
                                subject,
                                Status.ADVISED,
                                "still advised",
                                Map.of(),
                                Instant.ofEpochMilli(expires),
                                config))
                : Optional.empty();
    }

    private StopSignal withdraw(StopRule rule, Subject subject, String reason, StopConfig config) {
        StopSignal signal =
                signal(
                        rule,
                        subject,
                        Status.WITHDRAWN,
                        reason,
                        Map.of("advised_step", (double) advisedStep),
                        Instant.ofEpochMilli(expires),
                        config);
        advisedStep = NONE;
        return signal;
    }

    private StopSignal signal(
            StopRule rule,
            Subject subject,
            Status status,
            String reason,
            Map<String, Double> evidence,
            Instant until,
            StopConfig config) {
        String id =
                EventId.of(
                        subject.run(),
                        Integer.toString(advisedAttempt),
                        rule.name(),
                        Long.toString(advisedStep));
        return new StopSignal(
                id,
                subject.run(),
                subject.project(),
                subject.group(),
                advisedAttempt,
                rule.name(),
                rule.version(),
                status,
                config.mode(),
                status == Status.ADVISED ? advisedStep : subject.step(),
                subject.time(),
                reason,
                evidence,
                Optional.of(until));
    }

    public void write(StateWriter out) {
        out.writeLong(advisedStep);
        out.writeInt(streak);
        if (stands()) {
            out.writeInt(advisedAttempt);
            out.writeLong(expires);
        }
        if (streak > 0) {
            out.writeLong(streakStep);
        }
    }

    public void read(StateReader in) {
        advisedStep = in.readLong();
        streak = in.readInt();
        if (stands()) {
            advisedAttempt = in.readInt();
            expires = in.readLong();
        }
        if (streak > 0) {
            streakStep = in.readLong();
        }
    }
}
