package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * SageMaker Debugger's built-in rule {@code Overfit}, after its documentation of 2023; its code is
 * not public. The value is the validation loss, held against the latest training loss: it is an
 * issue once (validation − training) / training has exceeded {@code ratio_threshold} at more than
 * {@code patience} evaluations in a row; one that does not starts the count anew. Evaluations
 * before {@code start_step} are not looked at.
 *
 * <p>Defaults: {@code start_step=0}, {@code patience=1}, {@code ratio_threshold=0.1}.
 *
 * <p>Our reading, as the pages leave it open: that patience is the number of evaluations allowed to
 * exceed, so that the next one fires; that the difference counts with its sign; and that an
 * evaluation without a training loss, or with one that is not above 0, or with NaN, is none: it
 * neither counts nor starts the count anew.
 */
record SageMakerOverfit(int startStep, int patience, double ratioThreshold)
        implements SeriesPreset {

    static final String NAME = "sagemaker.overfit";

    SageMakerOverfit {
        Checks.atLeast("start_step", startStep, 0);
        Checks.atLeast("patience", patience, 0);
        Checks.atLeast("ratio_threshold", ratioThreshold, 0);
    }

    static SageMakerOverfit of(Parameters parameters) {
        return new SageMakerOverfit(
                parameters.count("start_step", 0),
                parameters.count("patience", 1),
                parameters.number("ratio_threshold", 0.1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Streak();
    }

    private final class Streak implements Memory {

        private int inRow;

        @Override
        public Decision report(Report report) {
            double training = report.training().orElse(Double.NaN);
            double ratio = (report.value() - training) / training;
            if (report.step() < startStep || !(training > 0) || Double.isNaN(ratio)) {
                return Decision.CONTINUE;
            }
            inRow = ratio > ratioThreshold ? inRow + 1 : 0;
            return inRow > patience ? Decision.fire("IssueFound") : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(inRow);
        }

        @Override
        public void read(StateReader in) {
            inRow = in.readInt();
        }
    }
}
