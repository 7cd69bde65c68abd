package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Metaseq's skipping of batches at a loss spike, made for OPT ({@code skip_spike} of
 * metaseq/trainer.py, as forks have it; not in every version). A loss that is more than {@code
 * ewm_ratio_to_skip_batch} times the exponentially weighted mean of those before it (span 9: a new
 * loss weighs a fifth) is a spike. Spikes leave the mean alone. The first loss is compared to
 * itself. A report is a batch.
 *
 * <p>Default: {@code ewm_ratio_to_skip_batch=-1}, which is off.
 *
 * <p>Traps: NaN is no spike, joins the mean and so ends the rule for good. So does an infinite
 * first loss. Losses are in nats; the original turns them to bits first, and so do we, to the last
 * digit.
 */
record MetaseqEwm(double ratioToSkipBatch) implements SeriesPreset {

    static final String NAME = "metaseq.ewm";

    private static final double OFF = -1;
    private static final int SPAN = 9;
    private static final double RATE = 2.0 / (SPAN + 1);

    MetaseqEwm {
        if (ratioToSkipBatch != OFF) {
            Checks.atLeast("ewm_ratio_to_skip_batch", ratioToSkipBatch, 0);
        }
    }

    static MetaseqEwm of(Parameters parameters) {
        return new MetaseqEwm(parameters.number("ewm_ratio_to_skip_batch", OFF));
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
        private double mean;

        @Override
        public Decision report(Report report) {
            if (ratioToSkipBatch == OFF) {
                return Decision.CONTINUE;
            }
            double loss = report.value() / Math.log(2);
            if (!any) {
                any = true;
                mean = loss;
            }
            if (loss / mean > ratioToSkipBatch) {
                return Decision.fire("loss_spike");
            }
            mean = (1 - RATE) * mean + RATE * loss;
            return Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeBoolean(any);
            out.writeDouble(mean);
        }

        @Override
        public void read(StateReader in) {
            any = in.readBoolean();
            mean = in.readDouble();
        }
    }
}
