package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.Optional;

/**
 * An anomaly that is open, as rules see it.
 *
 * @param kind what is wrong
 * @param status its latest turn
 * @param severity how bad it is
 * @param firstStep step at which it began
 * @param escalatedStep step at which it escalated; -1 if it has not
 * @param reportsSinceEscalation reports of the metric since then, 0 if it has not
 * @param excess how much worse than normal the curve is now, in the metric's units, above 0 is
 *     worse; NaN where the kind has no such measure
 * @param excessAtEscalation the same when it escalated
 * @param watched rule and metric of a user's rule; absent for all other kinds
 */
public record Finding(
        Kind kind,
        Status status,
        Severity severity,
        long firstStep,
        long escalatedStep,
        int reportsSinceEscalation,
        double excess,
        double excessAtEscalation,
        Optional<Watched> watched) {

    /** One that is of no user's rule. */
    public Finding(
            Kind kind,
            Status status,
            Severity severity,
            long firstStep,
            long escalatedStep,
            int reportsSinceEscalation,
            double excess,
            double excessAtEscalation) {
        this(
                kind,
                status,
                severity,
                firstStep,
                escalatedStep,
                reportsSinceEscalation,
                excess,
                excessAtEscalation,
                Optional.empty());
    }

    public boolean recovering() {
        return status == Status.RECOVERING;
    }

    public boolean escalated() {
        return escalatedStep >= 0;
    }
}
