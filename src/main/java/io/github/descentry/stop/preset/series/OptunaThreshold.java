package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Optuna's {@code ThresholdPruner} (optuna/pruners/_threshold.py, 5.0.0). A value that is NaN,
 * below {@code lower} or above {@code upper} prunes the trial. From step {@code n_warmup_steps} on
 * there are intervals of {@code interval_steps} steps, and only the first report in each is looked
 * at.
 *
 * <p>At least one bound must be given; {@code n_warmup_steps=0}, {@code interval_steps=1}.
 *
 * <p>Traps: a value equal to a bound is within it. A step that was reported before is ignored, and
 * what is looked at after each report is the value of the highest step.
 */
record OptunaThreshold(double lower, double upper, int warmupSteps, int intervalSteps)
        implements SeriesPreset {

    static final String NAME = "optuna.threshold";

    OptunaThreshold {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower=" + lower + " is above upper=" + upper);
        }
        Checks.atLeast("n_warmup_steps", warmupSteps, 0);
        Checks.atLeast("interval_steps", intervalSteps, 1);
    }

    static OptunaThreshold of(Parameters parameters) {
        var lower = parameters.number("lower");
        var upper = parameters.number("upper");
        if (lower.isEmpty() && upper.isEmpty()) {
            throw parameters.refuse("lower", "", "is missing, and so is upper; one must be given");
        }
        return new OptunaThreshold(
                lower.orElse(Double.NEGATIVE_INFINITY),
                upper.orElse(Double.POSITIVE_INFINITY),
                parameters.count("n_warmup_steps", 0),
                parameters.count("interval_steps", 1));
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

        private long last = -1;
        private long secondLast = -1;
        private double value;

        @Override
        public Decision report(Report report) {
            if (report.step() > last) {
                secondLast = last;
                last = report.step();
                value = report.value();
            } else if (report.step() < last) {
                secondLast = Math.max(secondLast, report.step());
            }
            return last >= warmupSteps && firstInInterval() && !(value >= lower && value <= upper)
                    ? Decision.fire("pruned")
                    : Decision.CONTINUE;
        }

        private boolean firstInInterval() {
            long intervals = (last - warmupSteps) / intervalSteps;
            return secondLast < intervals * intervalSteps + warmupSteps;
        }

        @Override
        public void write(StateWriter out) {
            out.writeLong(last);
            out.writeLong(secondLast);
            out.writeDouble(value);
        }

        @Override
        public void read(StateReader in) {
            last = in.readLong();
            secondLast = in.readLong();
            value = in.readDouble();
        }
    }
}
