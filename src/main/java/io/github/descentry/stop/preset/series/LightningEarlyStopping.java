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
 * Lightning's {@code EarlyStopping} (lightning/pytorch/callbacks/early_stopping.py, 2.6.6). A
 * report is a check, mostly a validation: patience counts checks, not epochs.
 *
 * <p>In this order, and only the first that holds: a value that is not finite stops the run if
 * {@code check_finite}; one better than {@code stopping_threshold} stops it; one worse than {@code
 * divergence_threshold} stops it; one that beats the best by more than {@code min_delta} is the
 * best and ends the wait; any other adds 1 to the wait and stops the run if that makes {@code
 * patience}. Reasons are the original's {@code EarlyStoppingReason}.
 *
 * <p>Defaults: {@code mode=min}, {@code min_delta=0}, {@code patience=3}, {@code
 * check_finite=true}, both thresholds none. {@code monitor}, {@code verbose}, {@code strict},
 * {@code check_on_train_epoch_end} and {@code log_rank_zero_only} decide which values come, not
 * what is made of them, and are not known here.
 *
 * <p>Traps: values equal to a threshold are on neither side of it. A patience of 0 is one of 1.
 * What stops by a threshold or for not being finite neither ends nor lengthens the wait. Without
 * {@code check_finite} NaN is never better, and an infinity of the better side stops the run by the
 * stopping threshold or becomes a best that nothing beats. A negative {@code min_delta} is allowed,
 * and lets slightly worse values be the best. The original compares in the precision of the metric,
 * mostly 32 bits; we in 64.
 */
record LightningEarlyStopping(
        boolean minimizes,
        double minDelta,
        int patience,
        boolean checkFinite,
        OptionalDouble stoppingThreshold,
        OptionalDouble divergenceThreshold)
        implements SeriesPreset {

    static final String NAME = "lightning.early_stopping";

    LightningEarlyStopping {
        Checks.atLeast("min_delta", minDelta, -Double.MAX_VALUE);
        Checks.atLeast("patience", patience, 0);
    }

    static LightningEarlyStopping of(Parameters parameters) {
        return new LightningEarlyStopping(
                parameters.word("mode", "min", Set.of("min", "max")).equals("min"),
                parameters.number("min_delta", 0),
                parameters.count("patience", 3),
                parameters.flag("check_finite", true),
                parameters.number("stopping_threshold"),
                parameters.number("divergence_threshold"));
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
        return minimizes ? value < reference : value > reference;
    }

    private final class Seen implements Memory {

        private double best = minimizes ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        private int wait;

        @Override
        public Decision report(Report report) {
            double value = report.value();
            if (checkFinite && !Double.isFinite(value)) {
                return Decision.fire("NON_FINITE_METRIC");
            }
            if (stoppingThreshold.isPresent() && better(value, stoppingThreshold.getAsDouble())) {
                return Decision.fire("STOPPING_THRESHOLD");
            }
            if (divergenceThreshold.isPresent()
                    && better(-value, -divergenceThreshold.getAsDouble())) {
                return Decision.fire("DIVERGENCE_THRESHOLD");
            }
            if (better(minimizes ? value + minDelta : value - minDelta, best)) {
                best = value;
                wait = 0;
                return Decision.CONTINUE;
            }
            wait++;
            return wait >= patience ? Decision.fire("PATIENCE_EXHAUSTED") : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeDouble(best);
            out.writeInt(wait);
        }

        @Override
        public void read(StateReader in) {
            best = in.readDouble();
            wait = in.readInt();
        }
    }
}
