package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where one anomaly stands: opened as a note, a warning or, if it carries another one on, critical;
 * perhaps recovering, and relapsed; escalated whenever its severity rises; until resolved. This is
 * the one place that makes turns: it asks a {@link Rule} how things go on and tells what has
 * changed, once; an update is no turn. Mutable; a single life backs one detector.
 */
final class Life {

    private static final Status[] STATUSES = Status.values();
    private static final Severity[] SEVERITIES = Severity.values();

    private final Kind kind;
    private final Optional<Watched> watched;
    private Status status = Status.RESOLVED;
    private Severity severity = Severity.WARNING;
    private long firstStep;
    private long escalatedStep = -1;
    private int reportsSinceEscalation;
    private double excess = Double.NaN;
    private double excessAtEscalation = Double.NaN;

    Life(Kind kind) {
        this(kind, Optional.empty());
    }

    /**
     * @param watched what it is about if that is for a user's rule to say
     */
    Life(Kind kind, Optional<Watched> watched) {
        this.kind = kind;
        this.watched = watched;
    }

    Kind kind() {
        return kind;
    }

    boolean open() {
        return status.open();
    }

    /** Whether it is, or has been, critical. */
    boolean escalated() {
        return open() && escalatedStep >= 0;
    }

    Severity severity() {
        return severity;
    }

    long firstStep() {
        return firstStep;
    }

    /** Lets a rule judge a report; the turn that follows from it, if one does. */
    <R extends Report> Optional<Turn> step(Rule<R> rule, R report) {
        if (!rule.concerns(report)) {
            return Optional.empty();
        }
        Optional<Status> next = open() ? follow(rule, report) : begin(rule, report);
        return next.map(
                turn ->
                        turn(
                                turn,
                                report.step(),
                                rule.evidence(report, turn),
                                rule.sentence(report, turn)));
    }

    private <R extends Report> Optional<Status> begin(Rule<R> rule, R report) {
        var first = rule.begins(report);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        firstStep = first.getAsLong();
        severity = rule.begunAs();
        escalatedStep = -1;
        reportsSinceEscalation = 0;
        excess = rule.excess();
        excessAtEscalation = Double.NaN;
        rule.carriesOn().ifPresent(this::carryOn);
        return Optional.of(Status.OPENED);
    }

    private <R extends Report> Optional<Status> follow(Rule<R> rule, R report) {
        Course course = rule.follow(report);
        excess = rule.excess();
        if (escalated()) {
            reportsSinceEscalation++;
        }
        return switch (course) {
            case HOLDS -> Optional.empty();
            case BETTER -> unless(Status.RECOVERING);
            case RELAPSED ->
                    status == Status.RECOVERING ? Optional.of(Status.OPENED) : Optional.empty();
            case SERIOUS -> rise();
            case WORSE -> escalate(report.step());
            case OVER -> Optional.of(Status.RESOLVED);
        };
    }

    private Optional<Status> unless(Status next) {
        return status == next ? Optional.empty() : Optional.of(next);
    }

    private Optional<Status> rise() {
        if (severity != Severity.INFO) {
            return Optional.empty();
        }
        severity = Severity.WARNING;
        return Optional.of(Status.ESCALATED);
    }

    private Optional<Status> escalate(long step) {
        if (severity == Severity.CRITICAL && status != Status.RECOVERING) {
            return Optional.empty();
        }
        severity = Severity.CRITICAL;
        escalatedStep = step;
        reportsSinceEscalation = 0;
        excessAtEscalation = excess;
        return Optional.of(Status.ESCALATED);
    }

    private void carryOn(Finding other) {
        severity = other.severity();
        escalatedStep = other.escalatedStep();
        reportsSinceEscalation = other.reportsSinceEscalation();
        excessAtEscalation = other.excessAtEscalation();
    }

    /** Resolves for a reason outside of the curve; nothing if nothing is open. */
    Optional<Turn> close(long step, String why) {
        if (!open()) {
            return Optional.empty();
        }
        String name =
                watched.map(it -> "the rule '" + it.rule() + "' has held")
                        .orElseGet(() -> kind.name().toLowerCase(Locale.ROOT));
        String followed = (watched.isPresent() ? " and" : "") + " is no longer followed: ";
        return Optional.of(
                turn(
                        Status.RESOLVED,
                        step,
                        Map.of(),
                        name + " since step " + firstStep + followed + why));
    }

    Optional<Finding> finding() {
        return open()
                ? Optional.of(
                        new Finding(
                                kind,
                                status,
                                severity,
                                firstStep,
                                escalatedStep,
                                reportsSinceEscalation,
                                excess,
                                excessAtEscalation,
                                watched))
                : Optional.empty();
    }

    private Turn turn(Status next, long step, Map<String, Double> evidence, String sentence) {
        status = next;
        return new Turn(kind, next, severity, firstStep, step, evidence, sentence, watched);
    }

    void write(StateWriter out) {
        out.writeByte(status.ordinal());
        if (open()) {
            out.writeByte(severity.ordinal());
            out.writeLong(firstStep);
            out.writeLong(escalatedStep);
            out.writeInt(reportsSinceEscalation);
            out.writeDouble(excess);
            out.writeDouble(excessAtEscalation);
        }
    }

    void read(StateReader in) {
        status = STATUSES[in.readByte()];
        if (open()) {
            severity = SEVERITIES[in.readByte()];
            firstStep = in.readLong();
            escalatedStep = in.readLong();
            reportsSinceEscalation = in.readInt();
            excess = in.readDouble();
            excessAtEscalation = in.readDouble();
        }
    }
}
