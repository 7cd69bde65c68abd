package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Set;

/**
 * Weights &amp; Biases' automation <i>run metrics threshold met</i>, after its pages of 2026 and
 * the client's {@code MetricThresholdFilter} (wandb/automations/_run_metric_filters.py, 0.31.0);
 * the code that judges is not public. The average, least or greatest of the last {@code window}
 * values is compared to {@code threshold}, once there are as many; without {@code agg} the latest
 * value is.
 *
 * <p>{@code cmp}, one of {@code > >= < <=}, and {@code threshold} must be given; {@code agg=none},
 * {@code window=1} as in the client (the web page offers 5).
 *
 * <p>That a window has to be full, and that NaN meets no threshold, is our reading. The original
 * acts once per run and day; we say at each value whether it meets the condition.
 */
record WandbThreshold(WandbAggregate aggregate, int window, String comparison, double threshold)
        implements SeriesPreset {

    static final String NAME = "wandb.threshold";

    WandbThreshold {
        Checks.atLeast("window", window, 1);
        Checks.atLeast("threshold", threshold, -Double.MAX_VALUE);
    }

    static WandbThreshold of(Parameters parameters) {
        WandbAggregate aggregate = WandbAggregate.of(parameters);
        return new WandbThreshold(
                aggregate,
                aggregate.window(parameters.count("window", 1)),
                parameters.requiredWord("cmp", Set.of(">", ">=", "<", "<=")),
                parameters.requiredNumber("threshold"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Seen();
    }

    private boolean meets(double value) {
        return switch (comparison) {
            case ">" -> value > threshold;
            case ">=" -> value >= threshold;
            case "<" -> value < threshold;
            default -> value <= threshold;
        };
    }

    private final class Seen implements Memory {

        private final Window values = new Window(window);

        @Override
        public Decision report(Report report) {
            values.add(report.value());
            return values.full() && meets(aggregate.of(values, 0, window))
                    ? Decision.fire("threshold")
                    : Decision.CONTINUE;
        }

        @Override
        public void write(StateWriter out) {
            values.write(out);
        }

        @Override
        public void read(StateReader in) {
            values.read(in);
        }
    }
}
