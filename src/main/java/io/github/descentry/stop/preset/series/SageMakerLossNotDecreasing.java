package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * SageMaker Debugger's built-in rule {@code LossNotDecreasing}, after its documentation of 2023;
 * its code is not public. The first loss is the reference. The next one that is at least {@code
 * num_steps} steps later is compared to it and is the reference from then on. It is an issue if it
 * has fallen by less than {@code diff_percent} per cent of the reference; or, if it has risen, if
 * it has risen by more than {@code increase_threshold_percent} per cent.
 *
 * <p>Defaults: {@code num_steps=10}, {@code diff_percent=0.1}, {@code
 * increase_threshold_percent=5}. Which tensors and which mode are looked at decides what values
 * come and is not known here.
 *
 * <p>How the two percentages go together is our reading: a loss that stands still is an issue, one
 * that rises a little is none. Nor do the pages tell of NaN; here it is no issue, neither as loss
 * nor as reference.
 */
record SageMakerLossNotDecreasing(int numSteps, double diffPercent, double increaseThresholdPercent)
        implements SeriesPreset {

    static final String NAME = "sagemaker.loss_not_decreasing";

    SageMakerLossNotDecreasing {
        Checks.atLeast("num_steps", numSteps, 1);
        Checks.between("diff_percent", diffPercent, 0, 100);
        Checks.atLeast("increase_threshold_percent", increaseThresholdPercent, 0);
    }

    static SageMakerLossNotDecreasing of(Parameters parameters) {
        return new SageMakerLossNotDecreasing(
                parameters.count("num_steps", 10),
                parameters.number("diff_percent", 0.1),
                parameters.number("increase_threshold_percent", 5));
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
        private long referenceStep;
        private double reference;

        @Override
        public Decision report(Report report) {
            if (any && report.step() < referenceStep + numSteps) {
                return Decision.CONTINUE;
            }
            boolean issue = any && isIssue(report.value());
            any = true;
            referenceStep = report.step();
            reference = report.value();
            return issue ? Decision.fire("IssueFound") : Decision.CONTINUE;
        }

        private boolean isIssue(double value) {
            double percent = 100 * (value - reference) / Math.abs(reference);
            return value > reference ? percent > increaseThresholdPercent : percent > -diffPercent;
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(any);
            out.writeLong(referenceStep);
            out.writeDouble(reference);
        }

        @Override
        public void read(StateReader in) {
            any = in.readBoolean();
            referenceStep = in.readLong();
            reference = in.readDouble();
        }
    }
}
