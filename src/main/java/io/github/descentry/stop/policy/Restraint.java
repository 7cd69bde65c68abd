package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a stop back under a policy, in words. Guards concern the run itself and hold for what
 * has been let pass before as well; the budget is asked only for what would be one more stop.
 */
final class Restraint {

    /** Of what is broken it does not matter where in the group it would have come. */
    private static final Set<String> OF_BROKEN_RUNS = Set.of("non_finite", "diverged");

    private static final String AT_ANY_TIME = "non_finite";

    private final Policy policy;

    Restraint(Policy policy) {
        this.policy = policy;
    }

    /** Whether nothing speaks against a stop. */
    boolean lets(GovernorMemory memory, StopSignal signal, RunStanding standing) {
        // With a full queue most have to wait for room, which is quickly seen.
        return (!noRoom(memory) || memory.stopping(signal))
                && guard(signal, standing, memory.now()).isEmpty()
                && budget(memory, signal, standing).isEmpty();
    }

    /** What speaks against it. */
    String reason(GovernorMemory memory, StopSignal signal, RunStanding standing) {
        return speaksAgainst(memory, signal, standing).orElseThrow();
    }

    /** The same; empty if nothing does. */
    Optional<String> speaksAgainst(GovernorMemory memory, StopSignal signal, RunStanding standing) {
        return guard(signal, standing, memory.now()).or(() -> budget(memory, signal, standing));
    }

    /** What about the run forbids to stop it now. */
    Optional<String> guard(StopSignal signal, RunStanding standing, Instant now) {
        return policy.protector(signal.run())
                .map(pattern -> "the run is protected by " + pattern)
                .or(() -> silenced(signal, now))
                .or(() -> early(signal, standing))
                .or(() -> amongTheBest(signal, standing));
    }

    private Optional<String> silenced(StopSignal signal, Instant now) {
        return policy.silence(signal.run(), signal.rule(), now)
                .map(silence -> "silenced until " + silence.until() + ": " + silence.why());
    }

    private Optional<String> early(StopSignal signal, RunStanding standing) {
        double least = policy.minimumProgress();
        if (least == 0 || signal.rule().equals(AT_ANY_TIME)) {
            return Optional.empty();
        }
        if (standing.share().isEmpty()) {
            return Optional.of(
                    "the run has no plan, and minimum_progress asks for "
                            + percent(least)
                            + " of it");
        }
        double share = standing.share().getAsDouble();
        return share < least
                ? Optional.of(
                        percent(share)
                                + " of the plan are done, minimum_progress asks for "
                                + percent(least))
                : Optional.empty();
    }

    private Optional<String> amongTheBest(StopSignal signal, RunStanding standing) {
        int kept = policy.budget().keepBest();
        if (!standing.grouped() || kept == 0) {
            return Optional.empty();
        }
        if (standing.rank().isEmpty()) {
            return OF_BROKEN_RUNS.contains(signal.rule())
                    ? Optional.empty()
                    : Optional.of(
                            "its place in the group cannot be told, it may be among the best");
        }
        int rank = standing.rank().getAsInt();
        if (rank > kept) {
            return Optional.empty();
        }
        return Optional.of(
                rank == 1
                        ? "is the best of its group"
                        : "is number "
                                + rank
                                + " of its group, of which the best "
                                + kept
                                + " stay");
    }

    /** What about the other stops forbids one more now. */
    private Optional<String> budget(
            GovernorMemory memory, StopSignal signal, RunStanding standing) {
        if (memory.stopping(signal)) {
            return full(memory, signal);
        }
        return groupShare(memory, signal, standing)
                .or(() -> hour(memory))
                .or(() -> coolDown(memory))
                .or(() -> full(memory, signal));
    }

    private Optional<String> groupShare(
            GovernorMemory memory, StopSignal signal, RunStanding standing) {
        if (!standing.grouped() || memory.told(signal)) {
            return Optional.empty();
        }
        int own = signal.group().map(memory::toldOf).orElse(0);
        int next = 1 + Math.max(own, standing.stopped());
        int most = policy.budget().most(standing.runs());
        return next > most
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "would be stop %d among the %d runs of its group, group_share"
                                        + " allows %d",
                                next,
                                standing.runs(),
                                most))
                : Optional.empty();
    }

    private boolean noRoom(GovernorMemory memory) {
        return memory.stops.size() >= policy.budget().stopsPerHour()
                || coolDownEnd(memory).filter(memory.now()::isBefore).isPresent()
                || memory.passed() >= GovernorMemory.MOST_PASSED;
    }

    private Optional<String> hour(GovernorMemory memory) {
        int most = policy.budget().stopsPerHour();
        if (memory.stops.size() < most) {
            return Optional.empty();
        }
        return Optional.of(
                "stops_per_hour="
                        + most
                        + (most == 0
                                ? " allows none"
                                : " is used up, there is room again at " + memory.room(most)));
    }

    private Optional<String> coolDown(GovernorMemory memory) {
        return coolDownEnd(memory)
                .filter(end -> memory.now().isBefore(end))
                .map(end -> "cool_down until " + end);
    }

    private static Optional<String> full(GovernorMemory memory, StopSignal signal) {
        return memory.roomToTell(signal)
                ? Optional.empty()
                : Optional.of(
                        memory.passed() >= GovernorMemory.MOST_PASSED
                                ? GovernorMemory.MOST_PASSED
                                        + " stops stand, more are not remembered"
                                : "runs of "
                                        + Told.MOST_GROUPS
                                        + " groups were told, more groups are not remembered");
    }

    /** When something other than news of a run may let go what is held. */
    Optional<Instant> due(GovernorMemory memory) {
        Instant now = memory.now();
        Optional<Instant> due = Optional.empty();
        int most = policy.budget().stopsPerHour();
        if (most > 0 && memory.stops.size() >= most) {
            due = earlier(due, memory.room(most));
        }
        due = earlier(due, coolDownEnd(memory).filter(now::isBefore).orElse(null));
        for (Held held : memory.inOrder()) {
            for (Silence silence : policy.silences()) {
                if (silence.covers(held.signal().run(), held.signal().rule(), now)) {
                    due = earlier(due, silence.until());
                }
            }
        }
        return due;
    }

    private Optional<Instant> coolDownEnd(GovernorMemory memory) {
        return memory.latestStop().map(latest -> latest.plus(policy.coolDown()));
    }

    private static Optional<Instant> earlier(Optional<Instant> due, Instant other) {
        return other == null || due.isPresent() && due.get().isBefore(other)
                ? due
                : Optional.of(other);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * share);
    }
}
