package io.github.descentry.events;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One report of a run: the metrics at a step. Not a file of weights.
 *
 * @param run name of the run
 * @param attempt 1, 2, … after each restart; absent: the attempt that is going on
 * @param step optimizer step, 0 or more, as the job counts
 * @param time when the step was done
 * @param tokens tokens or samples seen since the start of the run; absent: unknown
 * @param metrics values by the name they are logged under, in the order they came; {@code NaN} and
 *     infinities are values like any other
 */
public record Checkpoint(
        String run,
        OptionalInt attempt,
        long step,
        Instant time,
        OptionalDouble tokens,
        Map<String, Double> metrics)
        implements RunEvent {

    public static final String TYPE = "checkpoint";

    public Checkpoint {
        Objects.requireNonNull(time, "time");
        Checks.notBlank("run", run);
        Checks.positive("attempt", attempt);
        Checks.notNegative("step", step);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    @Override
    public String type() {
        return TYPE;
    }
}
