package io.github.descentry.stop.policy;

import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a {@link Governor} remembers for one policy: the stops of the last hour, the signals it let
 * pass that still stand, the proposals it holds back, and whom it has told to stop. Of bounded
 * size: at most {@value #MOST_HELD} signals are held and {@value #MOST_PASSED} stand; of the runs
 * told to stop the latest {@value #MOST_TOLD} are known. One thread at a time.
 */
public final class GovernorMemory {

    static final int MOST_HELD = 500;
    static final int MOST_PASSED = 1_000;
    static final int MOST_TOLD = 4_096;

    private static final int VERSION = 1;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Never runs back: events of several runs come out of order. */
    private long clock = Long.MIN_VALUE;

    private long latestStop = Long.MIN_VALUE;

    /** Times of the stops of the last hour, oldest first. */
    final Deque<Long> stops = new ArrayDeque<>();

    /** What is held back, by id, in the order in which it was proposed. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    /** What has been let pass and not been withdrawn, by id. */
    private final Map<String, Passed> passed = new LinkedHashMap<>();

    /** How many of those are of an attempt; follows from them. */
    private final Map<String, Integer> stopping = new HashMap<>();

    /** The runs told to stop by group, the group that was told last at the end. */
    private final Map<String, Set<String>> told = new LinkedHashMap<>();

    private int toldRuns;

    /** Whether anything is held back: only then does a tick say something. */
    public boolean holds() {
        return !held.isEmpty();
    }

    /** Names of the runs of which something is held back. */
    public Set<String> heldRuns() {
        Set<String> runs = new LinkedHashSet<>();
        held.values().forEach(each -> runs.add(each.signal().run()));
        return runs;
    }

    /** How many signals are held back. */
    public int held() {
        return held.size();
    }

    boolean holds(String id) {
        return held.containsKey(id);
    }

    /** Puts a proposal at the end, or a renewal where it was; false if there is no room for it. */
    boolean hold(StopSignal signal, RunStanding standing) {
        if (!holds(signal.id()) && held.size() >= MOST_HELD) {
            return false;
        }
        held.put(signal.id(), new Held(signal, standing));
        learn(signal.run(), standing);
        return true;
    }

    /** Whether it was held, and no longer is. */
    boolean unhold(String id) {
        return held.remove(id) != null;
    }

    /** What is held, the longest held first. */
    Iterator<Held> inOrder() {
        return held.values().iterator();
    }

    /** Moves on to a moment, unless it is past already, and forgets what is no longer of use. */
    Instant advance(Instant now, Duration validity) {
        clock = Math.max(clock, now.toEpochMilli());
        while (!stops.isEmpty() && stops.peekFirst() <= clock - HOUR.toMillis()) {
            stops.removeFirst();
        }
        held.values().removeIf(each -> each.expires() <= clock);
        // The renewal of a signal comes with the first report after it has expired.
        unpassIf(
                each ->
                        each.expires != Long.MAX_VALUE
                                && each.expires + validity.toMillis() <= clock);
        return now();
    }

    Instant now() {
        return Instant.ofEpochMilli(clock);
    }

    /** The end of the hour that begins with the stop that makes the last so many full. */
    Instant room(int stopsPerHour) {
        long[] times = stops.stream().mapToLong(Long::longValue).toArray();
        return Instant.ofEpochMilli(times[times.length - stopsPerHour]).plus(HOUR);
    }

    boolean passed(String id) {
        return passed.containsKey(id);
    }

    /** How many signals that were let pass still stand. */
    int passed() {
        return passed.size();
    }

    /** Remembers that a signal was let pass, or was said again. */
    void pass(StopSignal signal) {
        unpass(signal.id());
        Passed each = Passed.of(signal);
        passed.put(signal.id(), each);
        stopping.merge(each.subject(), 1, Integer::sum);
    }

    /** Forgets it; null if it was not let pass. */
    Passed unpass(String id) {
        Passed each = passed.remove(id);
        if (each != null) {
            stopping.computeIfPresent(each.subject(), (key, count) -> count > 1 ? count - 1 : null);
        }
        return each;
    }

    private void unpassIf(Predicate<Passed> condition) {
        passed.entrySet().stream()
                .filter(each -> condition.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::unpass);
    }

    /** Whether another rule has told the same attempt to stop, and still means it. */
    boolean stopping(StopSignal signal) {
        return stopping.containsKey(Passed.of(signal).subject());
    }

    boolean told(StopSignal signal) {
        return signal.group().map(told::get).filter(it -> it.contains(signal.run())).isPresent();
    }

    int toldOf(String group) {
        return told.getOrDefault(group, Set.of()).size();
    }

    Optional<Instant> latestStop() {
        return latestStop == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(latestStop));
    }

    /** Takes one stop from the budgets, now. */
    void count(StopSignal signal) {
        stops.addLast(clock);
        latestStop = clock;
        if (signal.group().isPresent()) {
            String group = signal.group().get();
            Set<String> runs = told.remove(group);
            told.put(group, runs == null ? new LinkedHashSet<>() : runs);
            toldRuns += told.get(group).add(signal.run()) ? 1 : 0;
            if (toldRuns > MOST_TOLD) {
                forgetOldest();
            }
        }
    }

    private void forgetOldest() {
        Iterator<Set<String>> groups = told.values().iterator();
        Iterator<String> runs = groups.next().iterator();
        runs.next();
        runs.remove();
        toldRuns--;
        if (!runs.hasNext()) {
            groups.remove();
        }
    }

    /** Takes the latest standing of a run for all that is held of it. */
    void learn(String run, RunStanding standing) {
        for (Map.Entry<String, Held> each : held.entrySet()) {
            if (each.getValue().signal().run().equals(run)) {
                each.setValue(new Held(each.getValue().signal(), standing));
            }
        }
    }

    /** Forgets what is held, and what stands, of a run. */
    public void forget(String run) {
        held.values().removeIf(each -> each.signal().run().equals(run));
        unpassIf(each -> each.run.equals(run));
    }

    public byte[] encode() {
        StateWriter out = new StateWriter();
        write(out);
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException if the bytes are of a version that this one cannot read
     */
    public static GovernorMemory decode(byte[] bytes) {
        GovernorMemory memory = new GovernorMemory();
        memory.read(new StateReader(bytes));
        return memory;
    }

    public void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeLong(clock);
        out.writeLong(latestStop);
        out.writeInt(stops.size());
        stops.forEach(out::writeLong);
        out.writeInt(held.size());
        held.values().forEach(each -> each.write(out));
        out.writeInt(passed.size());
        passed.values().forEach(each -> each.write(out));
        out.writeInt(told.size());
        told.forEach(
                (group, runs) -> {
                    out.writeString(group);
                    out.writeInt(runs.size());
                    runs.forEach(out::writeString);
                });
    }

    /** Takes on what {@link #write} wrote. Called on a fresh memory only. */
    public void read(StateReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "governor memory version=" + version + " cannot be read, only " + VERSION);
        }
        clock = in.readLong();
        latestStop = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            stops.addLast(in.readLong());
        }
        for (int i = in.readInt(); i > 0; i--) {
            Held each = Held.read(in);
            held.put(each.signal().id(), each);
        }
        for (int i = in.readInt(); i > 0; i--) {
            Passed each = Passed.read(in);
            passed.put(each.id, each);
            stopping.merge(each.subject(), 1, Integer::sum);
        }
        for (int i = in.readInt(); i > 0; i--) {
            Set<String> runs = new LinkedHashSet<>();
            told.put(in.readString(), runs);
            for (int k = in.readInt(); k > 0; k--) {
                runs.add(in.readString());
            }
            toldRuns += runs.size();
        }
    }

    /**
     * A signal that was let pass.
     *
     * @param id of the signal
     * @param run that was told
     * @param attempt of it
     * @param mode in which it was told
     * @param expires epoch milliseconds; the largest number: never
     */
    record Passed(String id, String run, int attempt, Mode mode, long expires) {

        private static Passed of(StopSignal signal) {
            return new Passed(
                    signal.id(),
                    signal.run(),
                    signal.attempt(),
                    signal.mode(),
                    signal.expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        }

        private String subject() {
            return attempt + "|" + run;
        }

        private void write(StateWriter out) {
            out.writeString(id);
            out.writeString(run);
            out.writeInt(attempt);
            out.writeByte(mode.ordinal());
            out.writeLong(expires);
        }

        private static Passed read(StateReader in) {
            return new Passed(
                    in.readString(),
                    in.readString(),
                    in.readInt(),
                    Mode.values()[in.readByte()],
                    in.readLong());
        }
    }
}
