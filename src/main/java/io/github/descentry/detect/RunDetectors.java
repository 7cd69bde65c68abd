package io.github.descentry.detect;

import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All detectors that watch a run as a whole. The list in the constructor is the catalogue: a new
 * kind is added there. Mutable, one writer.
 */
public final class RunDetectors {

    private final List<RunDetector> detectors;

    public RunDetectors() {
        detectors = List.of(new Stalled());
    }

    public void judge(RunReport report, Consumer<Turn> turns) {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).judge(report).ifPresent(turns);
        }
    }

    public void silence(Instant now, Progress progress, DetectConfig config, Consumer<Turn> turns) {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).silence(now, progress, config).ifPresent(turns);
        }
    }

    /** The earliest of the detectors' times, see {@link RunDetector#silenceDue}. */
    public Optional<Instant> silenceDue(Instant after, Progress progress, DetectConfig config) {
        Optional<Instant> earliest = Optional.empty();
        for (RunDetector detector : detectors) {
            Optional<Instant> due = detector.silenceDue(after, progress, config);
            if (due.isPresent() && (earliest.isEmpty() || due.get().isBefore(earliest.get()))) {
                earliest = due;
            }
        }
        return earliest;
    }

    /** Whether the run is silent for longer than its habit. */
    public boolean late(Instant now, Progress progress, DetectConfig config) {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).late(now, progress, config)) {
                return true;
            }
        }
        return false;
    }

    /** Closes all that is open, see {@link Detector#close}. */
    public void close(long step, String why, Consumer<Turn> turns) {
        for (RunDetector detector : detectors) {
            detector.close(step, why).ifPresent(turns);
        }
    }

    /** What is open. */
    public List<Finding> findings() {
        return detectors.stream().map(RunDetector::finding).flatMap(Optional::stream).toList();
    }

    public void write(StateWriter out) {
        CurveDetectors.write(detectors, out);
    }

    public void read(StateReader in) {
        CurveDetectors.read(detectors, in);
    }
}
