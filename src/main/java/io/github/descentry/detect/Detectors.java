package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Detectors that judge the same reports, in a fixed order. Mutable, one writer.
 *
 * <p>State is written by kind, so that of an older version, without the newest kinds, can be read.
 *
 * @param <R> what they judge
 * @param <D> what they are
 */
final class Detectors<R extends Report, D extends Detector<R>> {

    private static final Kind[] KINDS = Kind.values();

    private final List<D> detectors;

    /** Whether the life of any is open: mostly none is, and that is asked often. */
    private boolean open;

    Detectors(List<D> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    List<D> all() {
        return detectors;
    }

    void judge(R report, Consumer<Turn> turns) {
        boolean anyOpen = false;
        for (int i = 0; i < detectors.size(); i++) {
            D detector = detectors.get(i);
            detector.judge(report).ifPresent(turns);
            anyOpen |= detector.life().open();
        }
        open = anyOpen;
    }

    /** To be told when one of them was asked otherwise than by {@link #judge}. */
    void changed() {
        open = false;
        for (int i = 0; i < detectors.size(); i++) {
            open |= detectors.get(i).life().open();
        }
    }

    /** Closes all that is open, see {@link Detector#close}. */
    void close(long step, String why, Consumer<Turn> turns) {
        for (D detector : detectors) {
            detector.close(step, why).ifPresent(turns);
        }
        changed();
    }

    /** Whether anything is open. */
    boolean open() {
        return open;
    }

    /**
     * Whether anything is open, and more than a note, under which values are not what they normally
     * are.
     */
    boolean disturbed() {
        if (!open) {
            return false;
        }
        for (int i = 0; i < detectors.size(); i++) {
            Life life = detectors.get(i).life();
            if (life.open() && life.severity() != Severity.INFO && detectors.get(i).disturbs()) {
                return true;
            }
        }
        return false;
    }

    /** What is open. */
    List<Finding> findings() {
        if (!open) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(2);
        for (int i = 0; i < detectors.size(); i++) {
            Optional<Finding> finding = detectors.get(i).life().finding();
            if (finding.isPresent()) {
                findings.add(finding.get());
            }
        }
        return findings;
    }

    void write(StateWriter out) {
        out.writeByte(detectors.size());
        for (int i = 0; i < detectors.size(); i++) {
            out.writeByte(detectors.get(i).life().kind().ordinal());
            detectors.get(i).write(out);
        }
    }

    void read(StateReader in) {
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            find(in.readByte()).read(in);
        }
        changed();
    }

    private D find(int kind) {
        for (int i = 0; i < detectors.size(); i++) {
            if (detectors.get(i).life().kind().ordinal() == kind) {
                return detectors.get(i);
            }
        }
        throw new IllegalStateException(
                "state holds a detector that this version does not know, kind="
                        + (kind < KINDS.length ? KINDS[kind] : kind));
    }
}
