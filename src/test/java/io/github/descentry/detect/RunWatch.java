package io.github.descentry.detect;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Watches one run of the tests with all detectors of runs, as the monitor would. */
final class RunWatch extends TurnLog {

    final Progress progress = new Progress();
    RunDetectors detectors = new RunDetectors();
    DetectConfig config = DetectConfig.DEFAULT;
    Instant time = Instant.parse("2026-01-01T00:00:00Z");

    /** Whether the state goes through its encoding after every report. */
    boolean roundTrip;

    RunWatch plan(long totalSteps) {
        progress.plan(Plan.ofSteps(totalSteps));
        return this;
    }

    RunWatch plan(long totalSteps, LearningRateSchedule schedule) {
        progress.plan(
                new Plan(
                        totalSteps == 0 ? OptionalLong.empty() : OptionalLong.of(totalSteps),
                        OptionalDouble.empty(),
                        Optional.of(schedule)));
        return this;
    }

    RunWatch rules(String... rules) {
        config = config.with(UserRulesConfig.parse(List.of(rules)));
        return this;
    }

    /**
     * Reports.
     *
     * @param seconds since the last report
     * @param metrics names and values in turn; {@code lr} and {@code grad_norm} are what they say
     */
    RunWatch report(long step, double seconds, Object... metrics) {
        time = time.plusMillis((long) (1000 * seconds));
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < metrics.length; i += 2) {
            values.put((String) metrics[i], ((Number) metrics[i + 1]).doubleValue());
        }
        if (step >= progress.step()) {
            progress.advance(step, values.getOrDefault("lr", Double.NaN));
        }
        detectors.judge(
                new RunReport(
                        step,
                        time,
                        time,
                        progress,
                        values,
                        optional(values.get("grad_norm")),
                        optional(values.get("lr")),
                        List.of(),
                        config),
                turns::add);
        if (roundTrip) {
            restart();
        }
        return this;
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The run is silent for so long after its last report. */
    RunWatch silence(double seconds) {
        Instant now = time.plusMillis((long) (1000 * seconds));
        detectors.judge(new Silence(now, progress, config), turns::add);
        return this;
    }

    /** Goes on from the encoded state; returns its size in bytes. */
    int restart() {
        StateWriter out = new StateWriter();
        detectors.write(out);
        detectors = new RunDetectors();
        detectors.read(new StateReader(out.toByteArray()));
        return out.size();
    }
}
