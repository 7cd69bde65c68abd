package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Set;

/**
 * Weights &amp; Biases' automation <i>run metrics change threshold met</i>, after its pages of 2026
 * and the client's {@code MetricChangeFilter} (wandb/automations/_run_metric_filters.py, 0.31.0);
 * the code that judges is not public. The last {@code window} values, and the {@code prior_window}
 * values just before them, are summed up by {@code agg}; the event is a change from the latter to
 * the former by at least {@code threshold}, in the direction asked for. A relative change is in
 * shares of the prior magnitude: 0.1 is a tenth. Without {@code agg} the latest value is compared
 * to the one before it.
 *
 * <p>{@code change_type}, {@code absolute} or {@code relative}, {@code change_dir}, {@code
 * increase}, {@code decrease} or {@code any}, and {@code threshold} must be given; {@code
 * agg=none}, {@code window=1}, {@code prior_window} as {@code window} (the web page offers 10 and
 * 50, relative).
 *
 * <p>That it is looked at after every value, once both windows are full, and that NaN is no change,
 * is our reading. The original acts once per run and day.
 */
record WandbChange(
        WandbAggregate aggregate,
        int window,
        int priorWindow,
        boolean relative,
        String direction,
        double threshold)
        implements SeriesPreset {

    static final String NAME = "wandb.change";

    WandbChange {
        Checks.atLeast("window", window, 1);
        Checks.atLeast("prior_window", priorWindow, 1);
        Checks.atLeast("threshold", threshold, Double.MIN_VALUE);
    }

    static WandbChange of(Parameters parameters) {
        WandbAggregate aggregate = WandbAggregate.of(parameters);
        int window = parameters.count("window", 1);
        return new WandbChange(
                aggregate,
                aggregate.window(window),
                aggregate.window(parameters.count("prior_window", window)),
                parameters
                        .requiredWord("change_type", Set.of("absolute", "relative"))
                        .equals("relative"),
                parameters.requiredWord("change_dir", Set.of("increase", "decrease", "any")),
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

    private final class Seen implements Memory {

        private final Window values = new Window(Window.checked((long) window + priorWindow));

        @Override
        public Decision report(Report report) {
            values.add(report.value());
            return values.full() && changes() ? Decision.fire("change") : Decision.CONTINUE;
        }

        private boolean changes() {
            double prior = aggregate.of(values, 0, priorWindow);
            double change = aggregate.of(values, priorWindow, window) - prior;
            if (relative) {
                change /= Math.abs(prior);
            }
            return switch (direction) {
                case "increase" -> change >= threshold;
                case "decrease" -> change <= -threshold;
                default -> Math.abs(change) >= threshold;
            };
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
