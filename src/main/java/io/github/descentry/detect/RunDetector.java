package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import java.time.Instant;
import java.util.Optional;

/** Watches a whole run: its checkpoints, after their curves were judged, and its silences. */
abstract class RunDetector extends Detector<RunReport> {

    RunDetector(Kind kind) {
        super(kind);
    }

    RunDetector(Life life) {
        super(life);
    }

    /**
     * Judges the silence since the last report. Leaves the state alone unless it returns a turn.
     */
    Optional<Turn> judge(Silence silence) {
        return Optional.empty();
    }

    /**
     * The first time after that of a silence at which judging it may say something new if the run
     * stays silent; empty if never. Lets a clock's tick pass over everyone else.
     */
    Optional<Instant> due(Silence silence) {
        return Optional.empty();
    }

    /** Whether the run is silent for longer than its habit, even if no anomaly is open yet. */
    boolean late(Silence silence) {
        return false;
    }
}
