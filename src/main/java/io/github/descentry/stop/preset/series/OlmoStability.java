package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * OLMo-core's {@code StabilityMonitorCallback} (src/olmo_core/train/callbacks/stability_monitor.py,
 * 3.0.0), for one of its two metrics, loss and gradient norm. A value is a spike if it exceeds the
 * mean of the {@code window_size} values before it by more than {@code threshold_std} of their
 * standard deviations, taken of the population. Every value then joins the window, spikes too.
 *
 * <p>Defaults: {@code window_size=128}, {@code threshold_std=6}. {@code rolling_window} only
 * smooths the score it logs and is not known here.
 *
 * <p>Traps: nothing is judged until the window is full, nor while its deviation is below 1e-10; NaN
 * is no spike, and while NaN or an infinity is in the window nothing is. An infinity is a spike.
 * The original stops nothing.
 */
record OlmoStability(int windowSize, double thresholdStd) implements SeriesPreset {

    static final String NAME = "olmo.stability";

    private static final double LEAST_DEVIATION = 1e-10;

    OlmoStability {
        Checks.atLeast("window_size", windowSize, 1);
        Checks.atLeast("threshold_std", thresholdStd, 0);
    }

    static OlmoStability of(Parameters parameters) {
        return new OlmoStability(
                parameters.count("window_size", 128), parameters.number("threshold_std", 6));
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

        private final Window window = new Window(windowSize);

        @Override
        public Decision report(Report report) {
            boolean spike = window.full() && isSpike(report.value());
            window.add(report.value());
            return spike ? Decision.fire("spike") : Decision.CONTINUE;
        }

        private boolean isSpike(double value) {
            double mean = window.mean();
            double deviation = window.deviation(mean);
            return !(deviation < LEAST_DEVIATION) && value > mean + thresholdStd * deviation;
        }

        @Override
        public void write(StateWriter out) {
            window.write(out);
        }

        @Override
        public void read(StateReader in) {
            window.read(in);
        }
    }
}
