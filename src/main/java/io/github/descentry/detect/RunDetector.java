package io.github.descentry.detect;

import io.github.descentry.fit.Progress;
import java.time.Instant;
import java.util.Optional;

/** Watches a whole run. */
public interface RunDetector extends Detector {

    /** Judges a checkpoint, after its curves were judged. */
    Optional<Turn> judge(RunReport report);

    /**
     * Judges the silence since the last report. Leaves the state alone unless it returns a turn.
     *
     * @param now time on the monitor's clock
     * @param progress how far the run has come
     * @param config settings of all detectors
     */
    default Optional<Turn> silence(Instant now, Progress progress, DetectConfig config) {
        return Optional.empty();
    }

    /**
     * The first time after {@code after} at which {@link #silence} or {@link #late} may say
     * something new if the run stays silent; empty if never. Lets a clock's tick pass over everyone
     * else.
     */
    default Optional<Instant> silenceDue(Instant after, Progress progress, DetectConfig config) {
        return Optional.empty();
    }

    /** Whether the run is silent for longer than its habit, even if no anomaly is open yet. */
    default boolean late(Instant now, Progress progress, DetectConfig config) {
        return false;
    }
}
