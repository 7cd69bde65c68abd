package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * OLMo-core's {@code SkipStepOptimizer} (src/olmo_core/optim/skip_step_optimizer.py, 3.0.0), for
 * one of its two metrics, loss and gradient norm. A step is skipped unless its value exceeds the
 * mean of up to {@code rolling_interval_length} values before it by at most {@code sigma_factor} of
 * their standard deviations, taken of the sample. All values are kept for later steps, skipped ones
 * too.
 *
 * <p>Defaults: {@code rolling_interval_length=128}, {@code sigma_factor=6}.
 *
 * <p>Traps: no step is skipped until half an interval of values, and at least two, are there, the
 * present one included. NaN and infinity are skipped, and as long as one of them is among the
 * values before so is everything. An interval below 6 judges by one value before, which has no
 * deviation, and skips. The original stops nothing and counts in the precision of the loss, mostly
 * 32 bits; we in 64.
 */
record OlmoSkipStep(int rollingIntervalLength, double sigmaFactor) implements SeriesPreset {

    static final String NAME = "olmo.skip_step";

    OlmoSkipStep {
        Checks.atLeast("rolling_interval_length", rollingIntervalLength, 1);
        Checks.atLeast("sigma_factor", sigmaFactor, 0);
    }

    static OlmoSkipStep of(Parameters parameters) {
        return new OlmoSkipStep(
                parameters.count("rolling_interval_length", 128),
                parameters.number("sigma_factor", 6));
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

        private final Window before = new Window(rollingIntervalLength);

        @Override
        public Decision report(Report report) {
            boolean judged = before.count() + 1 >= Math.max(2, rollingIntervalLength / 2);
            boolean skips = judged && !fits(report.value());
            before.add(report.value());
            return skips ? Decision.fire("step_skipped") : Decision.CONTINUE;
        }

        /** Mean and deviation by Welford's updates, as the original's library takes them. */
        private boolean fits(double value) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < before.count(); i++) {
                double off = before.value(i) - mean;
                mean += off / (i + 1);
                squares += off * (before.value(i) - mean);
            }
            return value - mean <= sigmaFactor * Math.sqrt(squares / (before.count() - 1));
        }

        @Override
        public void write(StateWriter out) {
            before.write(out);
        }

        @Override
        public void read(StateReader in) {
            before.read(in);
        }
    }
}
