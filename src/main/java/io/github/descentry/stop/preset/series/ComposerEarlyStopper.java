package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Composer's {@code EarlyStopper} (composer/callbacks/early_stopper.py, 0.32.1), with patience in
 * reports: one evaluation per epoch. The first value is the best; a later one is if it is better
 * (see {@link ComposerComparison}) and differs by more than {@code min_delta}, whose sign does not
 * matter. The run stops when the best one is more than {@code patience} reports ago.
 *
 * <p>Defaults: {@code min_delta=0}, {@code patience=1}. {@code dataloader_label} decides which
 * values come and is not known here.
 *
 * <p>Traps: more than, so with a patience of 1 the second report without improvement stops. NaN as
 * first value is a best that nothing betters.
 */
record ComposerEarlyStopper(boolean takesLess, double minDelta, int patience)
        implements SeriesPreset {

    static final String NAME = "composer.early_stopper";

    ComposerEarlyStopper {
        Checks.atLeast("min_delta", minDelta, 0);
        Checks.atLeast("patience", patience, 0);
    }

    static ComposerEarlyStopper of(Parameters parameters) {
        return new ComposerEarlyStopper(
                ComposerComparison.takesLess(parameters),
                Math.abs(parameters.number("min_delta", 0)),
                parameters.count("patience", 1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    private final class Seen implements Memory {

        private boolean any;
        private double best;
        private int wait;

        @Override
        public Decision report(Report report) {
            double value = report.value();
            boolean better = takesLess ? value < best : value > best;
            if (!any || better && Math.abs(value - best) > minDelta) {
                any = true;
                best = value;
                wait = 0;
            } else {
                wait++;
            }
            return wait > patience ? Decision.fire("early_stopper") : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(any);
            out.writeDouble(best);
            out.writeInt(wait);
        }

        @Override
        public void read(StateReader in) {
            any = in.readBoolean();
            best = in.readDouble();
            wait = in.readInt();
        }
    }
}
