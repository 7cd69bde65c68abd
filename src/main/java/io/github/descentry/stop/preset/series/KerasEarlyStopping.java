package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Keras's {@code EarlyStopping} (keras/src/callbacks/early_stopping.py, 3.15.1). A report is an
 * epoch, counted from 0; what is reported before {@code start_from_epoch} is not looked at.
 *
 * <p>The first value is the best one. A later one is better if it beats the best by more than
 * {@code min_delta}, whose sign does not matter. Each value adds 1 to the wait; a better one sets
 * it back to 0, with a {@code baseline} only if it beats that by {@code min_delta} too, and never
 * stops the run. Any other value stops it once the wait has reached {@code patience}, but not in
 * epoch 0.
 *
 * <p>Defaults: {@code monitor=val_loss}, {@code min_delta=0}, {@code patience=0}, {@code
 * mode=auto}, {@code baseline} none, {@code start_from_epoch=0}. {@code verbose} and {@code
 * restore_best_weights} decide nothing and are not known here.
 *
 * <p>Traps: a patience of 0 is one of 1. NaN is not better than anything; but as first value it is
 * the best, and nothing is better than it ever after. A value that is best but short of the
 * baseline does not stop the run, however long the wait. {@code mode=auto} asks the model for the
 * direction of a metric; without one we know it of {@code loss} and {@code val_loss} only and
 * refuse others. The original compares in its {@code floatx}, 32 bits by default; we in 64.
 */
record KerasEarlyStopping(
        boolean minimizes,
        double minDelta,
        int patience,
        OptionalDouble baseline,
        int startFromEpoch)
        implements SeriesPreset {

    static final String NAME = "keras.early_stopping";

    KerasEarlyStopping {
        Checks.atLeast("min_delta", minDelta, 0);
        Checks.atLeast("patience", patience, 0);
        Checks.atLeast("start_from_epoch", startFromEpoch, 0);
    }

    static KerasEarlyStopping of(Parameters parameters) {
        return new KerasEarlyStopping(
                minimizes(parameters),
                Math.abs(parameters.number("min_delta", 0)),
                parameters.count("patience", 0),
                parameters.number("baseline"),
                parameters.count("start_from_epoch", 0));
    }

    private static boolean minimizes(Parameters parameters) {
        String monitor = parameters.text("monitor", "val_loss");
        String mode = parameters.word("mode", "auto", Set.of("auto", "min", "max"));
        if (mode.equals("auto") && !Set.of("loss", "val_loss").contains(monitor)) {
            throw parameters.refuse(
                    "mode", mode, "cannot tell which way monitor=" + monitor + " is better");
        }
        return !mode.equals("max");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    private boolean better(double value, double reference) {
        return minimizes ? value + minDelta < reference : value - minDelta > reference;
    }

    private final class Seen implements Memory {

        private long epoch = -1;
        private boolean any;
        private double best;
        private int wait;

        @Override
        public Decision report(Report report) {
            epoch++;
            if (epoch < startFromEpoch) {
                return Decision.CONTINUE;
            }
            double value = report.value();
            wait++;
            if (!any || better(value, best)) {
                any = true;
                best = value;
                if (baseline.isEmpty() || better(value, baseline.getAsDouble())) {
                    wait = 0;
                }
                return Decision.CONTINUE;
            }
            return wait >= patience && epoch > 0
                    ? Decision.fire("early_stopping")
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeLong(epoch);
            out.writeBoolean(any);
            out.writeDouble(best);
            out.writeInt(wait);
        }

        @Override
        public void read(StateReader in) {
            epoch = in.readLong();
            any = in.readBoolean();
            best = in.readDouble();
            wait = in.readInt();
        }
    }
}
