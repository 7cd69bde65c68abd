package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.Map;
import java.util.Optional;

/**
 * A turn in an anomaly's life, before it is known whose anomaly it is.
 *
 * @param kind what is wrong
 * @param status the turn
 * @param severity how bad it is now
 * @param firstStep step at which it began; may lie before the step it was noticed at
 * @param step step of this turn
 * @param evidence numbers behind the verdict, in the metric's units unless the name says otherwise
 * @param sentence one line a person can act on
 * @param watched rule and metric of a user's rule; absent for all other kinds
 */
public record Turn(
        Kind kind,
        Status status,
        Severity severity,
        long firstStep,
        long step,
        Map<String, Double> evidence,
        String sentence,
        Optional<Watched> watched) {

    /** One that is of no user's rule. */
    public Turn(
            Kind kind,
            Status status,
            Severity severity,
            long firstStep,
            long step,
            Map<String, Double> evidence,
            String sentence) {
        this(kind, status, severity, firstStep, step, evidence, sentence, Optional.empty());
    }
}
