package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody who is called would have been called for: the first turn of an anomaly that was at
 * least a warning, or one firing of another tool's rule. An anomaly that never was more than
 * information is one too, with that severity, but calls nobody.
 *
 * @param kind what is said to be wrong; absent for rules of other tools
 * @param severity at that turn
 * @param metric the curve; absent where the whole run is meant
 * @param firstStep step at which the anomaly begins
 * @param step step at which it was raised
 * @param endStep step at which it was resolved; absent: never
 * @param sentence as published
 * @param evidence as published
 * @param rule the user's rule that was broken, as the user wrote it; absent for all that is found
 *     without one
 */
public record Alarm(
        Optional<Kind> kind,
        Severity severity,
        Optional<String> metric,
        long firstStep,
        long step,
        OptionalLong endStep,
        String sentence,
        Map<String, Double> evidence,
        Optional<String> rule) {

    static Alarm ofRule(String metric, long step, String reason) {
        return new Alarm(
                Optional.empty(),
                Severity.WARNING,
                Optional.of(metric),
                step,
                step,
                OptionalLong.of(step),
                reason,
                Map.of(),
                Optional.empty());
    }

    boolean calls() {
        return severity != Severity.INFO;
    }
}
