package io.github.descentry.stop.policy;

import io.github.descentry.events.RunStarted;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a policy selects a run by: what the run said of itself when it started.
 *
 * @param run its name
 * @param project its project, if it said one
 * @param group its group, if it said one
 * @param tags its labels; none if it said none
 */
public record RunIdentity(
        String run, Optional<String> project, Optional<String> group, Map<String, String> tags) {

    public RunIdentity {
        Objects.requireNonNull(run, "run");
        tags = Map.copyOf(tags);
    }

    /** Of a run that has said nothing but its name. */
    public static RunIdentity of(String run) {
        return new RunIdentity(run, Optional.empty(), Optional.empty(), Map.of());
    }

    public static RunIdentity of(RunStarted started) {
        return new RunIdentity(started.run(), started.project(), started.group(), started.tags());
    }
}
