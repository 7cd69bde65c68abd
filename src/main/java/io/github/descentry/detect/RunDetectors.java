package io.github.descentry.detect;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All detectors that watch a run as a whole. The list in the constructor is the catalogue: a new
 * kind is added there; the rules of users come besides. Mutable, one writer.
 */
public final class RunDetectors {

    private final Detectors<RunReport, RunDetector> detectors;
    private final Stalled stalled = new Stalled();
    private final UserRules userRules = new UserRules();

    public RunDetectors() {
        detectors =
                new Detectors<>(
                        List.of(stalled, new Slow(stalled), new GradExplosion(), new LrOffPlan()));
    }

    /** Judges a checkpoint, after its curves were judged. */
    public void judge(RunReport report, Consumer<Turn> turns) {
        detectors.judge(report, turns);
        userRules.judge(report, turns);
    }

    /** Judges a silence; leaves the state alone unless there is a turn. */
    public void judge(Silence silence, Consumer<Turn> turns) {
        for (RunDetector detector : detectors.all()) {
            detector.judge(silence).ifPresent(turns);
        }
        detectors.changed();
    }

    /**
     * The first time after that of a silence at which judging it may say something new; empty if
     * never.
     */
    public Optional<Instant> due(Silence silence) {
        // Asked at every event: a plain loop.
        Optional<Instant> first = Optional.empty();
        for (RunDetector detector : detectors.all()) {
            Optional<Instant> due = detector.due(silence);
            if (first.isEmpty() || due.isPresent() && due.get().isBefore(first.get())) {
                first = due;
            }
        }
        return first;
    }

    /** Whether the run is silent for longer than its habit. */
    public boolean late(Silence silence) {
        return detectors.all().stream().anyMatch(detector -> detector.late(silence));
    }

    /** Whether the run is called stalled, not only noted as silent. */
    public boolean stalled() {
        return stalled.called();
    }

    /** Closes all that is open, see {@link CurveDetectors#close}. */
    public void close(long step, String why, Consumer<Turn> turns) {
        detectors.close(step, why, turns);
        userRules.close(step, why, turns);
    }

    /** What is open. */
    public List<Finding> findings() {
        if (!userRules.open()) {
            return detectors.findings();
        }
        List<Finding> findings = new ArrayList<>(detectors.findings());
        userRules.findings(findings);
        return findings;
    }

    public void write(StateWriter out) {
        detectors.write(out);
        userRules.write(out);
    }

    public void read(StateReader in) {
        detectors.read(in);
        userRules.read(in);
    }
}
