package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Megatron-LM's check for spiky losses, {@code is_unexpectedly_large} of its rerun state machine
 * (megatron/core/rerun_state_machine.py, megatron-core 0.16.1), as {@code --check-for-spiky-loss}
 * uses it. The first {@code num_samples} finite values teach it the greatest magnitude; from then
 * on a magnitude of at least {@code threshold} times that is unexpectedly large. What was taught
 * never changes again.
 *
 * <p>Defaults: {@code threshold=10}, {@code num_samples=100}.
 *
 * <p>Traps: NaN and infinities are passed over and do not count as samples (Megatron looks for them
 * elsewhere); signs do not matter; after samples of nothing but 0 every value is large. The
 * original does not stop the run but repeats the step to tell a fault of the machine from one of
 * the training.
 */
record MegatronSpikyLoss(double threshold, int numSamples) implements SeriesPreset {

    static final String NAME = "megatron.spiky_loss";

    MegatronSpikyLoss {
        Checks.atLeast("threshold", threshold, 0);
        Checks.atLeast("num_samples", numSamples, 1);
    }

    static MegatronSpikyLoss of(Parameters parameters) {
        return new MegatronSpikyLoss(
                parameters.number("threshold", 10), parameters.count("num_samples", 100));
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

        private int samples;
        private double greatest;

        @Override
        public Decision report(Report report) {
            double size = Math.abs(report.value());
            if (!Double.isFinite(size)) {
                return Decision.CONTINUE;
            }
            if (samples < numSamples) {
                samples++;
                greatest = Math.max(greatest, size);
                return Decision.CONTINUE;
            }
            return size >= greatest * threshold ? Decision.fire("spiky_loss") : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            out.writeInt(samples);
            out.writeDouble(greatest);
        }

        @Override
        public void read(StateReader in) {
            samples = in.readInt();
            greatest = in.readDouble();
        }
    }
}
