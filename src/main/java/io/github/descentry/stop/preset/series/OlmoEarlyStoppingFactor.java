package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.OptionalDouble;

/**
 * The loss test among OLMo's reasons to cancel (olmo/train.py {@code check_if_cancelled}, ai2-olmo
 * 0.6.0). At steps that are multiples of {@code canceled_check_interval} and beyond {@code
 * t_warmup}, a loss above {@code early_stopping_factor} times the least loss so far, the present
 * one included, stops the run. Losses in between count for the least.
 *
 * <p>Defaults: {@code early_stopping_factor} none, which is off; {@code
 * canceled_check_interval=50}, {@code t_warmup=100} (of the scheduler).
 *
 * <p>Traps: NaN neither stops nor is the least; the original's trainer raises an error for it in
 * the same step. A loss below 0 turns the factor around. Runs that report at steps which are no
 * multiples of the interval are never checked. The original cancels once and runs some steps more.
 */
record OlmoEarlyStoppingFactor(OptionalDouble factor, int checkInterval, int warmup)
        implements SeriesPreset {

    static final String NAME = "olmo.early_stopping_factor";

    OlmoEarlyStoppingFactor {
        factor.ifPresent(value -> Checks.atLeast("early_stopping_factor", value, 0));
        Checks.atLeast("canceled_check_interval", checkInterval, 1);
        Checks.atLeast("t_warmup", warmup, 0);
    }

    static OlmoEarlyStoppingFactor of(Parameters parameters) {
        return new OlmoEarlyStoppingFactor(
                parameters.number("early_stopping_factor"),
                parameters.count("canceled_check_interval", 50),
                parameters.count("t_warmup", 100));
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

        private double least = Double.POSITIVE_INFINITY;

        @Override
        public Decision report(Report report) {
            least = report.value() < least ? report.value() : least;
            return factor.isPresent()
                            && report.step() % checkInterval == 0
                            && report.step() > warmup
                            && report.value() > factor.getAsDouble() * least
                    ? Decision.fire("early stopping from loss increase")
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeDouble(least);
        }

        @Override
        public void read(StateReader in) {
            least = in.readDouble();
        }
    }
}
