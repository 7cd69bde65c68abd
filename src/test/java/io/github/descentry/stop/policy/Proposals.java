package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What rules say of runs, for tests. */
final class Proposals {

    static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    static final Duration VALIDITY = Duration.ofHours(24);

    private Proposals() {}

    static StopSignal advised(String run, Optional<String> group, String rule, Instant time) {
        return signal(run, group, rule, 100, Status.ADVISED, time);
    }

    static StopSignal withdrawn(String run, Optional<String> group, String rule, Instant time) {
        return signal(run, group, rule, 100, Status.WITHDRAWN, time);
    }

    /** As {@code Advice} makes them: the id is of run, attempt, rule and step. */
    static StopSignal signal(
            String run,
            Optional<String> group,
            String rule,
            long step,
            Status status,
            Instant time) {
        return new StopSignal(
                EventId.of(run, "1", rule, Long.toString(step)),
                run,
                Optional.of("nlp"),
                group,
                1,
                rule,
                1,
                status,
                Mode.ENFORCE,
                step,
                time,
                rule + " says so",
                Map.of("chance", 0.01),
                Optional.of(time.plus(VALIDITY)));
    }

    /** Of a run in the middle of its plan. */
    static RunStanding standing(int runs, int rank) {
        return new RunStanding(OptionalDouble.of(0.5), runs, 0, OptionalInt.of(rank));
    }

    static RunStanding alone() {
        return RunStanding.alone(OptionalDouble.of(0.5));
    }
}
