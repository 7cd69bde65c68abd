package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * All detectors of one curve and the baseline they share. The list in the constructor is the
 * catalogue: a new kind is added there. Mutable, one writer.
 */
public final class CurveDetectors {

    private final Baseline baseline;
    private final Detectors<CurveReport, Detector<CurveReport>> detectors;

    public CurveDetectors(Goal goal) {
        baseline = new Baseline(goal);
        Spike spike = new Spike();
        Divergence divergence = new Divergence(spike);
        spike.yieldTo(divergence);
        detectors = new Detectors<>(List.of(new NonFinite(), spike, divergence));
    }

    public Baseline baseline() {
        return baseline;
    }

    /** Whether something is open that is more than a note, as of the latest report. */
    public boolean disturbed() {
        return detectors.open(Severity.WARNING);
    }

    /** Judges a value; called once per reported value of the metric, in order of its steps. */
    public void judge(CurveReport report, Consumer<Turn> turns) {
        detectors.judge(report, turns);
    }

    /**
     * Closes all that is open because what it was about is over.
     *
     * @param step latest step
     * @param why half a sentence that ends the story, e.g. {@code the run has ended}
     */
    public void close(long step, String why, Consumer<Turn> turns) {
        detectors.close(step, why, turns);
        baseline.pause();
    }

    /** What is open. */
    public List<Finding> findings() {
        return detectors.findings();
    }

    public void write(StateWriter out) {
        baseline.write(out);
        detectors.write(out);
    }

    public void read(StateReader in) {
        baseline.read(in);
        detectors.read(in);
    }
}
