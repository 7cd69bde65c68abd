package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    final Map<String, Held> held = new LinkedHashMap<>();

    /** What has been let pass and not been withdrawn, by id. */
    final Map<String, Passed> passed = new LinkedHashMap<>();

    /** Hashes of the runs told to stop and of their groups. */
    private final Map<Long, Long> told = new LinkedHashMap<>();

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

    /** Moves on to a moment, unless it is past already, and forgets what is no longer of use. */
    Instant advance(Instant now, Duration validity) {
        clock = Math.max(clock, now.toEpochMilli());
        while (!stops.isEmpty() && stops.peekFirst() <= clock - HOUR.toMillis()) {
            stops.removeFirst();
        }
        held.values().removeIf(each -> each.expires() <= clock);
        // The renewal of a signal comes with the first report after it has expired.
        passed.values()
                .removeIf(
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

    /** Whether another rule has told the same attempt to stop, and still means it. */
    boolean stopping(StopSignal signal) {
        long run = hash(signal.run());
        return passed.values().stream()
                .anyMatch(each -> each.run == run && each.attempt == signal.attempt());
    }

    boolean told(StopSignal signal) {
        return told.containsKey(member(signal));
    }

    int toldOf(String group) {
        long hash = hash(group);
        return (int) told.values().stream().filter(each -> each == hash).count();
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
            told.put(member(signal), hash(signal.group().get()));
            if (told.size() > MOST_TOLD) {
                told.remove(told.keySet().iterator().next());
            }
        }
    }

    /** Whether what is held of a run is to be seen anew. */
    boolean learn(String run, RunStanding standing) {
        boolean news = false;
        for (Map.Entry<String, Held> each : held.entrySet()) {
            Held old = each.getValue();
            if (old.signal().run().equals(run) && !old.standing().equals(standing)) {
                each.setValue(new Held(old.signal(), standing));
                news = true;
            }
        }
        return news;
    }

    void forget(String run) {
        long hash = hash(run);
        held.values().removeIf(each -> each.signal().run().equals(run));
        passed.values().removeIf(each -> each.run == hash);
    }

    private static long member(StopSignal signal) {
        return hash(signal.group().orElse(""), signal.run());
    }

    private static long hash(String... parts) {
        return Long.parseUnsignedLong(EventId.of(parts).substring(0, 16), 16);
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
        passed.forEach(
                (id, each) -> {
                    out.writeString(id);
                    each.write(out);
                });
        out.writeInt(told.size());
        told.forEach(
                (member, group) -> {
                    out.writeLong(member);
                    out.writeLong(group);
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
            passed.put(in.readString(), Passed.read(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            told.put(in.readLong(), in.readLong());
        }
    }

    /**
     * A signal that was let pass.
     *
     * @param run hash of the run
     * @param attempt that was told
     * @param mode in which
     * @param expires epoch milliseconds; the largest number: never
     */
    record Passed(long run, int attempt, Mode mode, long expires) {

        static Passed of(StopSignal signal) {
            return new Passed(
                    hash(signal.run()),
                    signal.attempt(),
                    signal.mode(),
                    signal.expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        }

        private void write(StateWriter out) {
            out.writeLong(run);
            out.writeInt(attempt);
            out.writeByte(mode.ordinal());
            out.writeLong(expires);
        }

        private static Passed read(StateReader in) {
            return new Passed(
                    in.readLong(), in.readInt(), Mode.values()[in.readByte()], in.readLong());
        }
    }
}
