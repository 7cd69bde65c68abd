package io.github.descentry.detect;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All detectors of one curve and the baseline they share. The list in the constructor is the
 * catalogue: a new kind is added there. Mutable, one writer.
 */
public final class CurveDetectors {

    private final Baseline baseline;
    private final Spike spike = new Spike();
    private final Overfit overfit;
    private final Detectors<CurveReport, Detector<CurveReport>> detectors;

    public CurveDetectors(Goal goal) {
        baseline = new Baseline(goal);
        NonFinite nonFinite = new NonFinite();
        overfit = new Overfit(List.of(nonFinite, spike));
        Divergence divergence = new Divergence(spike, overfit);
        spike.yieldTo(divergence);
        detectors =
                new Detectors<>(
                        List.of(
                                nonFinite,
                                spike,
                                overfit,
                                divergence,
                                new RepeatedData(),
                                new Plateau(List.of(nonFinite, spike, divergence, overfit))));
    }

    public Baseline baseline() {
        return baseline;
    }

    /** Whether something is open, as of the latest report. */
    public boolean open() {
        return detectors.open();
    }

    /**
     * Whether something is open under which values are not what they normally are: they are no
     * numbers, have jumped or are running away.
     */
    public boolean disturbed() {
        return detectors.disturbed();
    }

    /** Whether it is told on this curve that the run over-fits. */
    public boolean overfits() {
        return overfit.life().open();
    }

    /** Whether a value that was judged is odd, though it proves nothing by itself. */
    public Optional<Oddity> oddity(CurveReport report) {
        return spike.oddity(report);
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
