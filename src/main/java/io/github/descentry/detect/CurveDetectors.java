package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All detectors of one curve and the baseline they share. The list in the constructor is the
 * catalogue: a new kind is added there. Mutable, one writer.
 *
 * <p>State is written by kind, so that of an older version, without the newest kinds, can be read.
 */
public final class CurveDetectors {

    private final Baseline baseline;
    private final List<CurveDetector> detectors;

    public CurveDetectors(Goal goal) {
        baseline = new Baseline(goal);
        Spike spike = new Spike();
        detectors = List.of(new NonFinite(), spike, new Divergence(spike));
    }

    public Baseline baseline() {
        return baseline;
    }

    /** Whether something is open, as of the latest report. */
    public boolean disturbed() {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).open()) {
                return true;
            }
        }
        return false;
    }

    public void judge(CurveReport report, Consumer<Turn> turns) {
        for (int i = 0; i < detectors.size(); i++) {
            detectors.get(i).judge(report).ifPresent(turns);
        }
    }

    /** Closes all that is open, see {@link Detector#close}. */
    public void close(long step, String why, Consumer<Turn> turns) {
        for (CurveDetector detector : detectors) {
            detector.close(step, why).ifPresent(turns);
        }
    }

    /** What is open. */
    public List<Finding> findings() {
        return disturbed()
                ? detectors.stream().map(CurveDetector::finding).flatMap(Optional::stream).toList()
                : List.of();
    }

    public void write(StateWriter out) {
        baseline.write(out);
        write(detectors, out);
    }

    public void read(StateReader in) {
        baseline.read(in);
        read(detectors, in);
    }

    static void write(List<? extends Detector> detectors, StateWriter out) {
        out.writeByte(detectors.size());
        for (int i = 0; i < detectors.size(); i++) {
            out.writeByte(detectors.get(i).kind().ordinal());
            detectors.get(i).write(out);
        }
    }

    static void read(List<? extends Detector> detectors, StateReader in) {
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            int kind = in.readByte();
            find(detectors, kind).read(in);
        }
    }

    private static Detector find(List<? extends Detector> detectors, int kind) {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).kind().ordinal() == kind) {
                return detectors.get(i);
            }
        }
        throw new IllegalStateException(
                "state holds a detector that this version does not know, kind="
                        + (kind < Kind.values().length ? Kind.values()[kind] : kind));
    }
}
