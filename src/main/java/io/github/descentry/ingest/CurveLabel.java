package io.github.descentry.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person saw in a recorded run: one row of {@code labels.csv}.
 *
 * @param run name of the run
 * @param metric the curve it was seen on; {@code wall_ms} where it is the time between reports
 * @param event what was seen
 * @param startStep first step of it, good to a few reports
 * @param endStep last step of it, not before the first
 * @param note in free words; may be empty
 */
public record CurveLabel(
        String run, String metric, Event event, long startStep, long endStep, String note) {

    public CurveLabel {
        Objects.requireNonNull(event, "event");
        if (endStep < startStep) {
            throw new IllegalArgumentException(
                    "end_step=" + endStep + " is before start_step=" + startStep);
        }
    }

    /** What can be seen. In the file in lower case. */
    public enum Event {
        /** Values that are no numbers. */
        NAN,
        /** A burst of high values, or one of at least twice the usual. */
        SPIKE,
        /** A single high value, or two: mostly a bad batch. */
        SPIKE1,
        /** The curve leaves its minimum and stays high. */
        DIVERGED,
        /** From the minimum of a validation curve to its end. */
        OVERFIT,
        PLATEAU,
        /** A pause in the log. */
        WALL_GAP,
        /** A running mean that begins anew with an epoch: an artefact. */
        EPOCH_RESET,
        /** The curve steps up and stays, as the training went into another stage. */
        LEVEL_SHIFT,
        /** Nobody can say. */
        UNCLEAR;

        /** Whether it is nothing that was wrong with the training. */
        public boolean harmless() {
            return this == SPIKE1 || this == EPOCH_RESET || this == WALL_GAP;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Event> of(String label) {
            return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
        }

        static String labels() {
            return Arrays.stream(values()).map(Event::label).collect(Collectors.joining(", "));
        }
    }
}
