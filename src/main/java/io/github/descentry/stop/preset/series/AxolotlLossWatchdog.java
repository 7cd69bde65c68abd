package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Axolotl's {@code LossWatchDogCallback} (src/axolotl/utils/callbacks/__init__.py, 0.19.0). A
 * report is a step that has a loss. A loss above {@code loss_watchdog_threshold} is a violation,
 * any other forgives all before it; {@code loss_watchdog_patience} violations in a row stop the
 * run.
 *
 * <p>The threshold must be given; {@code loss_watchdog_patience=3}.
 *
 * <p>Traps: a patience of 0 is one of 3. NaN is above nothing and forgives. The original looks
 * after each step at the latest loss that was logged: where losses are logged less often than every
 * step it counts one of them several times, and so can stop on a single bad one. Here each counts
 * once.
 */
record AxolotlLossWatchdog(double threshold, int patience) implements SeriesPreset {

    static final String NAME = "axolotl.loss_watchdog";

    private static final int DEFAULT_PATIENCE = 3;

    AxolotlLossWatchdog {
        Checks.atLeast("loss_watchdog_threshold", threshold, -Double.MAX_VALUE);
        Checks.atLeast("loss_watchdog_patience", patience, 1);
    }

    static AxolotlLossWatchdog of(Parameters parameters) {
        int patience = parameters.count("loss_watchdog_patience", DEFAULT_PATIENCE);
        return new AxolotlLossWatchdog(
                parameters.requiredNumber("loss_watchdog_threshold"),
                patience == 0 ? DEFAULT_PATIENCE : patience);
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

        private int violations;

        @Override
        public Decision report(Report report) {
            violations = report.value() > threshold ? violations + 1 : 0;
            return violations >= patience
                    ? Decision.fire("loss_watchdog_threshold")
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(violations);
        }

        @Override
        public void read(StateReader in) {
            violations = in.readInt();
        }
    }
}
