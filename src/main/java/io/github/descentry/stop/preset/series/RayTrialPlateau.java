package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Ray Tune's {@code TrialPlateauStopper} (ray/tune/stopper/trial_plateau.py, 2.60.0). From report
 * {@code grace_period} on, and once there are {@code num_results}, a standard deviation of the last
 * {@code num_results} values (of the population) below {@code std} stops the trial. With a {@code
 * metric_threshold} only a value that has come at least as far stops it: at most the threshold if
 * {@code mode=min}, at least if {@code max}.
 *
 * <p>Defaults: {@code std=0.01}, {@code num_results=4}, {@code grace_period=4}, {@code
 * metric_threshold} and {@code mode} none; a threshold needs a mode.
 *
 * <p>Traps: NaN or an infinity among the last values stops nothing, they have no deviation. With a
 * threshold NaN is not short of it. A threshold of 0 may go without a mode and is then not asked.
 */
record RayTrialPlateau(
        double std,
        int numResults,
        int gracePeriod,
        OptionalDouble metricThreshold,
        boolean minimizes)
        implements SeriesPreset {

    static final String NAME = "ray.trial_plateau";

    RayTrialPlateau {
        Checks.atLeast("std", std, 0);
        Checks.atLeast("num_results", numResults, 1);
        Checks.atLeast("grace_period", gracePeriod, 0);
    }

    static RayTrialPlateau of(Parameters parameters) {
        OptionalDouble threshold = parameters.number("metric_threshold");
        String mode = parameters.word("mode", "none", Set.of("min", "max", "none"));
        if (mode.equals("none") && threshold.orElse(0) != 0) {
            throw parameters.refuse(
                    "mode", mode, "must be min or max where metric_threshold is given");
        }
        return new RayTrialPlateau(
                parameters.number("std", 0.01),
                parameters.count("num_results", 4),
                parameters.count("grace_period", 4),
                mode.equals("none") ? OptionalDouble.empty() : threshold,
                mode.equals("min"));
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

        private final Window window = new Window(numResults);
        private long reports;

        @Override
        public Decision report(Report report) {
            window.add(report.value());
            reports++;
            if (reports < gracePeriod || !window.full() || falls(report.value())) {
                return Decision.CONTINUE;
            }
            return window.pairwiseDeviation() < std ? Decision.fire("plateau") : Decision.CONTINUE;
        }

        /** Whether it falls short of the threshold. */
        private boolean falls(double value) {
            return metricThreshold.isPresent()
                    && (minimizes
                            ? value > metricThreshold.getAsDouble()
                            : value < metricThreshold.getAsDouble());
        }

        @Override
        public void write(StateWriter out) {
            window.write(out);
            out.writeLong(reports);
        }

        @Override
        public void read(StateReader in) {
            window.read(in);
            reports = in.readLong();
        }
    }
}
