package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is particular to one kind of anomaly: when it begins, how it goes on, and how that is told.
 * {@link Life} asks, in this order: {@link #concerns}; then, if nothing is open, {@link #begins}
 * and, of what has begun, {@link #begunAs} and {@link #carriesOn}, else {@link #follow}; then
 * {@link #excess}; and the account only where there is a turn to tell. A rule need not remember
 * which turns there were: what it says again is no news.
 *
 * @param <R> what it judges
 */
interface Rule<R extends Report> {

    /** Whether the report says anything to this rule; all others are passed over. */
    default boolean concerns(R report) {
        return true;
    }

    /** Judges while nothing is open: the step at which an anomaly began; empty if none has. */
    OptionalLong begins(R report);

    /** How bad an anomaly that has just begun is. */
    default Severity begunAs() {
        return Severity.WARNING;
    }

    /**
     * The anomaly that one which has just begun carries on, of another kind and resolved by now:
     * when it became critical, and how high it stood then, are taken over. Empty where it is new.
     */
    default Optional<Finding> carriesOn() {
        return Optional.empty();
    }

    /** Judges while an anomaly is open. */
    Course follow(R report);

    /**
     * How much worse than normal things are by the latest report, in the metric's units; NaN where
     * the kind has no such measure.
     */
    default double excess() {
        return Double.NaN;
    }

    /** Numbers behind a turn. */
    Map<String, Double> evidence(R report, Status turn);

    /** A turn in one line that a person can act on. */
    String sentence(R report, Status turn);
}
