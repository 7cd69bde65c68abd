package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Where one anomaly stands: opened, perhaps recovering or escalated, until resolved. Hands out the
 * turns and refuses those that cannot be. Mutable; a single life backs one detector.
 */
final class Life {

    private static final Status[] STATUSES = Status.values();
    private static final Severity[] SEVERITIES = Severity.values();

    private final Kind kind;
    private Status status = Status.RESOLVED;
    private Severity severity = Severity.WARNING;
    private long firstStep;
    private long escalatedStep = -1;
    private int reportsSinceEscalation;
    private double excess = Double.NaN;
    private double excessAtEscalation = Double.NaN;

    Life(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    boolean open() {
        return status.open();
    }

    boolean recovering() {
        return status == Status.RECOVERING;
    }

    boolean escalated() {
        return open() && escalatedStep >= 0;
    }

    long firstStep() {
        return firstStep;
    }

    /** Notes a report while the anomaly is open, and how much worse than normal the curve is. */
    void follow(double newExcess) {
        excess = newExcess;
        if (escalated()) {
            reportsSinceEscalation++;
        }
    }

    Turn open(
            long first,
            long step,
            Severity initial,
            Map<String, Double> evidence,
            String sentence) {
        if (open()) {
            throw new IllegalStateException("kind=" + kind + " is open since step " + firstStep);
        }
        firstStep = first;
        escalatedStep = -1;
        reportsSinceEscalation = 0;
        excess = Double.NaN;
        excessAtEscalation = Double.NaN;
        severity = initial;
        return turn(Status.OPENED, step, evidence, sentence);
    }

    Turn recover(long step, Map<String, Double> evidence, String sentence) {
        return turn(Status.RECOVERING, step, evidence, sentence);
    }

    /** Worse than when it opened: from now on critical. */
    Turn escalate(long step, Map<String, Double> evidence, String sentence) {
        severity = Severity.CRITICAL;
        escalatedStep = step;
        reportsSinceEscalation = 0;
        excessAtEscalation = excess;
        return turn(Status.ESCALATED, step, evidence, sentence);
    }

    Turn resolve(long step, Map<String, Double> evidence, String sentence) {
        return turn(Status.RESOLVED, step, evidence, sentence);
    }

    /** Resolves for a reason outside of the curve; nothing if nothing is open. */
    Optional<Turn> close(long step, String why) {
        if (!open()) {
            return Optional.empty();
        }
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        return Optional.of(
                resolve(
                        step,
                        Map.of(),
                        name + " since step " + firstStep + " is no longer followed: " + why));
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
                                excessAtEscalation))
                : Optional.empty();
    }

    private Turn turn(Status next, long step, Map<String, Double> evidence, String sentence) {
        if (next != Status.OPENED && !open()) {
            throw new IllegalStateException("kind=" + kind + " is not open, cannot be " + next);
        }
        status = next;
        return new Turn(kind, next, severity, firstStep, step, evidence, sentence);
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
