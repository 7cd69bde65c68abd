package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Hugging Face Transformers' {@code EarlyStoppingCallback} together with what its {@code Trainer}
 * keeps as best metric (src/transformers/trainer_callback.py and trainer.py, 5.23.0). A report is
 * an evaluation.
 *
 * <p>A value that is better than the best so far, by more than {@code early_stopping_threshold},
 * ends the wait, and so does the first value; any other adds 1 to it. The run stops once the wait
 * has reached {@code early_stopping_patience}. Afterwards the trainer takes a value that is better,
 * by however little, as the best.
 *
 * <p>Defaults: {@code early_stopping_patience=1}, {@code early_stopping_threshold=0}, {@code
 * metric_for_best_model=loss}; {@code greater_is_better} is whether that name does not end in
 * {@code loss}.
 *
 * <p>Traps: the best moves by steps below the threshold, so a metric that creeps downwards by less
 * than the threshold each time is stopped, however far it comes. (The callback alone does not tell
 * that. Older versions moved the best only when a checkpoint was saved.) If the first value is NaN
 * the best is unset and the next value is better than it. NaN later is never better.
 */
record TransformersEarlyStopping(boolean greaterIsBetter, int patience, double threshold)
        implements SeriesPreset {

    static final String NAME = "hf.early_stopping";

    TransformersEarlyStopping {
        Checks.atLeast("early_stopping_patience", patience, 0);
        Checks.atLeast("early_stopping_threshold", threshold, -Double.MAX_VALUE);
    }

    static TransformersEarlyStopping of(Parameters parameters) {
        String metric = parameters.text("metric_for_best_model", "loss");
        return new TransformersEarlyStopping(
                parameters.flag("greater_is_better", !metric.endsWith("loss")),
                parameters.count("early_stopping_patience", 1),
                parameters.number("early_stopping_threshold", 0));
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
        private double best = greaterIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        private int wait;

        @Override
        public Decision report(Report report) {
            double value = report.value();
            boolean better = greaterIsBetter ? value > best : value < best;
            if (!any || better && Math.abs(value - best) > threshold) {
                wait = 0;
            } else {
                wait++;
            }
            any = true;
            if (better) {
                best = value;
            }
            return wait >= patience ? Decision.fire("early_stopping") : Decision.CONTINUE;
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
