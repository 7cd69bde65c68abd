package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Set;

/**
 * Weights &amp; Biases' automation <i>run metrics z-score threshold met</i>, after its pages of
 * 2026 and the client's {@code MetricZScoreFilter} (wandb/automations/_run_metric_filters.py,
 * 0.31.0); the code that judges is not public. A value is an event if it lies more than {@code
 * threshold} standard deviations off the mean of the {@code window} values before it, in the
 * direction asked for.
 *
 * <p>Defaults: {@code window=30}, {@code threshold=3}, {@code change_dir=any}, or {@code increase}
 * or {@code decrease}.
 *
 * <p>Our reading: the window is of this run's values (a page also speaks of runs of the project),
 * has to be full and leaves the present value out, and the deviation is that of the population;
 * where it is 0 or not a number nothing is an event. The original acts once per run and day.
 */
record WandbZscore(int window, double threshold, String direction) implements SeriesPreset {

    static final String NAME = "wandb.zscore";

    WandbZscore {
        Checks.atLeast("window", window, 1);
        Checks.atLeast("threshold", threshold, Double.MIN_VALUE);
    }

    static WandbZscore of(Parameters parameters) {
        return new WandbZscore(
                parameters.count("window", 30),
                parameters.number("threshold", 3),
                parameters.word("change_dir", "any", Set.of("increase", "decrease", "any")));
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

        private final Window before = new Window(window);

        @Override
        public Decision report(Report report) {
            boolean odd = before.full() && isOdd(report.value());
            before.add(report.value());
            return odd ? Decision.fire("zscore") : Decision.CONTINUE;
        }

        private boolean isOdd(double value) {
            double mean = before.mean();
            double deviation = before.deviation(mean);
            double score = deviation > 0 ? (value - mean) / deviation : Double.NaN;
            return switch (direction) {
                case "increase" -> score > threshold;
                case "decrease" -> score < -threshold;
                default -> Math.abs(score) > threshold;
            };
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
