package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the stops that rules propose pass, or holds them back: keeps the budgets of one policy.
 *
 * <ul>
 *   <li>A proposal in mode advise or enforce passes if nothing speaks against it; else it is
 *       published to be observed, with what holds it back in {@code held}. One in mode observe
 *       passes always and uses no budget.
 *   <li>What is held is remembered in the order of the proposals, as long as it is neither
 *       withdrawn nor void, and is published again under its id, with its real mode, as soon as
 *       nothing speaks against it any more. A later proposal does not wait for an earlier one that
 *       is held for a reason of its own, but gets no room that the earlier one could use.
 *   <li>A stop is of an attempt of a run: of several rules that ask for it, only the first uses
 *       budget while its signal stands.
 *   <li>A signal that is withdrawn gives no budget back, neither of the hour nor of the group:
 *       whether a job or a hook has carried it out already nobody knows, and a budget is there to
 *       limit the harm if the rules are wrong, which a rule that changes its mind rather confirms.
 *   <li>A signal that was let pass and is said again, as it expired or after a crash, uses no
 *       budget again; but if the run itself may no longer be stopped, it is held back from then on.
 * </ul>
 *
 * <p>Pure: time is passed in, and taken for what it is at least, as events of several runs come out
 * of order. Holds settings only and is safe for use by several threads; a memory belongs to one at
 * a time. A memory outlives a change of the policy's settings: a new governor goes on with it.
 */
public final class Governor {

    private final Policy policy;
    private final String version;
    private final Restraint restraint;

    /**
     * @param version of the policies it is one of, see {@link PolicySet#version}
     */
    public Governor(Policy policy, String version) {
        this.policy = policy;
        this.version = version;
        this.restraint = new Restraint(policy);
    }

    /**
     * Takes what a rule says: a stop, its renewal or its withdrawal.
     *
     * @param signal with the mode that the rule may have at most, of any policy or none
     * @param standing of the run at this moment
     * @return what to publish, in order: always the signal itself, as it may be, and what it lets
     *     go
     */
    public List<StopSignal> take(
            GovernorMemory memory, StopSignal signal, RunStanding standing, Instant now) {
        Instant moment = memory.advance(now, policy.validity());
        memory.learn(signal.run(), signal.group(), standing);
        List<StopSignal> published = new ArrayList<>(1);
        Optional<StopSignal> answer = answer(memory, signal, standing);
        answer.ifPresent(published::add);
        // Time has passed, so there may be room for others even if this one needs none.
        published.addAll(release(memory, moment, signal.id()));
        if (answer.isEmpty() && memory.holds(signal.id())) {
            StopSignal proposed = proposed(signal);
            published.add(0, proposed.held(restraint.reason(memory, proposed, standing)));
        }
        return published;
    }

    /** What can be said at once; empty if it depends on who else waits for room. */
    private Optional<StopSignal> answer(
            GovernorMemory memory, StopSignal signal, RunStanding standing) {
        String id = signal.id();
        if (signal.status() == Status.WITHDRAWN) {
            return Optional.of(withdraw(memory, signal));
        }
        StopSignal proposed = proposed(signal);
        if (proposed.mode() == Mode.OBSERVE) {
            memory.unhold(id);
            memory.unpass(id);
            return Optional.of(proposed);
        }
        if (memory.passed(id)) {
            if (restraint.guard(proposed, standing, memory.now()).isEmpty()) {
                memory.pass(proposed);
                return Optional.of(proposed);
            }
            memory.unpass(id);
        }
        if (!memory.hold(signal, standing)) {
            memory.unhold(id);
            return Optional.of(proposed.held(memory.full()));
        }
        return Optional.empty();
    }

    private StopSignal proposed(StopSignal signal) {
        return signal.under(policy.name(), version, mode(signal));
    }

    private Mode mode(StopSignal signal) {
        Mode most = policy.mode(signal.rule());
        return signal.mode().compareTo(most) <= 0 ? signal.mode() : most;
    }

    /**
     * Takes news of runs of which something may be held: their places in the group, their progress.
     * Those of a group belong into one call, as one moves up where another moves down.
     *
     * @param standings by run; only those of {@link GovernorMemory#heldRuns} matter
     * @return what is let go
     */
    public List<StopSignal> learn(
            GovernorMemory memory, Map<String, RunStanding> standings, Instant now) {
        Instant moment = memory.advance(now, policy.validity());
        standings.forEach(memory::learn);
        return release(memory, moment, null);
    }

    /**
     * Lets time pass.
     *
     * @return what is let go
     */
    public List<StopSignal> tick(GovernorMemory memory, Instant now) {
        Instant moment = memory.advance(now, policy.validity());
        return release(memory, moment, null);
    }

    /**
     * Lets the time up to a moment pass as if there had been a tick whenever something may be let
     * go: for who learns only from the next news how much of it has passed, as in a replay.
     *
     * @return what is let go
     */
    public List<StopSignal> pass(GovernorMemory memory, Instant moment) {
        List<StopSignal> released = new ArrayList<>(0);
        Optional<Instant> next = due(memory);
        while (next.isPresent() && !next.get().isAfter(moment)) {
            released.addAll(tick(memory, next.get()));
            next = due(memory); // Later than the one before: nothing is due twice.
        }
        return released;
    }

    /**
     * The first time at which {@link #tick} may let something go if nothing else comes; empty if
     * never.
     */
    public Optional<Instant> due(GovernorMemory memory) {
        return memory.holds() ? restraint.due(memory) : Optional.empty();
    }

    /** A run has ended: what is held or stands of it lapses without a word. */
    public void ended(GovernorMemory memory, String run) {
        memory.forget(run);
    }

    /**
     * Says again what has become of a proposal that was taken before, for its answer may have been
     * lost in a crash. Uses no budget and lets nothing go.
     *
     * @return empty if it was taken back or has lapsed since
     */
    public Optional<StopSignal> again(
            GovernorMemory memory, StopSignal signal, RunStanding standing) {
        String id = signal.id();
        boolean stands = memory.passed(id) || memory.holds(id);
        if (signal.status() == Status.WITHDRAWN) {
            return stands ? Optional.empty() : Optional.of(proposed(signal));
        }
        StopSignal proposed = proposed(signal);
        if (proposed.mode() == Mode.OBSERVE || memory.passed(id)) {
            return Optional.of(proposed);
        }
        return memory.holds(id)
                ? Optional.of(
                        proposed.held(
                                restraint
                                        .speaksAgainst(memory, proposed, standing)
                                        .orElse("waits for its turn")))
                : Optional.empty();
    }

    /**
     * Says again what was let go and may have been lost in a crash, under the same ids and with the
     * same times: who knows it already learns nothing new. Uses no budget and lets nothing else go.
     * What may no longer be stopped is not said again.
     */
    public List<StopSignal> repeat(GovernorMemory memory) {
        List<StopSignal> repeated = new ArrayList<>();
        for (Held let : memory.unconfirmed()) {
            StopSignal proposed = proposed(let.signal());
            if (proposed.mode() != Mode.OBSERVE
                    && memory.now().toEpochMilli() < let.expires()
                    && restraint.guard(proposed, let.standing(), memory.now()).isEmpty()) {
                repeated.add(proposed);
            }
        }
        return repeated;
    }

    private StopSignal withdraw(GovernorMemory memory, StopSignal signal) {
        return signal.under(policy.name(), version, toldMode(memory, signal));
    }

    /** What was told is taken back in the mode in which it was told. */
    private static Mode toldMode(GovernorMemory memory, StopSignal signal) {
        Passed passed = memory.unpass(signal.id());
        boolean held = memory.unhold(signal.id());
        return passed != null ? passed.mode() : held ? Mode.OBSERVE : signal.mode();
    }

    /**
     * Takes what a rule says under a policy that is not in force: it was removed, or is not known
     * here yet. Stops are held until it is, or the run is judged under another one, which takes
     * them back.
     *
     * @param policy its name
     * @param version of the policies in force
     */
    public static StopSignal takeWithoutPolicy(
            GovernorMemory memory,
            StopSignal signal,
            RunStanding standing,
            String policy,
            String version) {
        memory.learn(signal.run(), signal.group(), standing);
        if (signal.status() == Status.WITHDRAWN) {
            return signal.under(policy, version, toldMode(memory, signal));
        }
        StopSignal observed = signal.under(policy, version, Mode.OBSERVE);
        memory.unpass(signal.id());
        if (signal.mode() == Mode.OBSERVE) {
            memory.unhold(signal.id());
            return observed;
        }
        if (!memory.hold(signal, standing)) {
            memory.unhold(signal.id());
            return observed.held(memory.full());
        }
        return observed.held(notInForce(policy));
    }

    /** Takes news of runs, see {@link #learn}, under a policy that is not in force. */
    public static void learnWithoutPolicy(
            GovernorMemory memory, Map<String, RunStanding> standings) {
        standings.forEach(memory::learn);
    }

    /**
     * Says again what has become of a proposal, see {@link #again}, under a policy that is not in
     * force: what was let pass while it was is only to be observed.
     */
    public static Optional<StopSignal> againWithoutPolicy(
            GovernorMemory memory, StopSignal signal, String policy, String version) {
        boolean stands = memory.passed(signal.id()) || memory.holds(signal.id());
        if (signal.status() == Status.WITHDRAWN) {
            return stands
                    ? Optional.empty()
                    : Optional.of(signal.under(policy, version, signal.mode()));
        }
        StopSignal observed = signal.under(policy, version, Mode.OBSERVE);
        if (signal.mode() == Mode.OBSERVE) {
            return Optional.of(observed);
        }
        return stands ? Optional.of(observed.held(notInForce(policy))) : Optional.empty();
    }

    private static String notInForce(String policy) {
        return "policy " + policy + " is not in force";
    }

    /**
     * Lets go what nothing speaks against, in order.
     *
     * @param fresh id of the proposal that is made at this moment, which keeps its time; or null
     */
    private List<StopSignal> release(GovernorMemory memory, Instant moment, String fresh) {
        List<StopSignal> released = new ArrayList<>();
        int before;
        do {
            before = released.size();
            List<Held> waiting = new ArrayList<>();
            memory.inOrder().forEach(waiting::add);
            for (Held held : waiting) {
                String id = held.signal().id();
                if (mode(held.signal()) == Mode.OBSERVE) {
                    memory.unhold(id); // The policy has become more cautious since.
                } else if (restraint.lets(memory, held.signal(), held.standing())) {
                    memory.unhold(id);
                    boolean isFresh = id.equals(fresh);
                    Held let = isFresh ? held : held.at(moment);
                    StopSignal proposed = proposed(let.signal());
                    pass(memory, proposed);
                    if (!isFresh) {
                        memory.letGo(let);
                    }
                    released.add(proposed);
                }
            }
            // A stop may clear the way for another rule's signal on the same attempt.
        } while (released.size() > before);
        return released;
    }

    private static void pass(GovernorMemory memory, StopSignal signal) {
        if (!memory.stopping(signal)) {
            memory.count(signal);
        }
        memory.pass(signal);
    }
}
