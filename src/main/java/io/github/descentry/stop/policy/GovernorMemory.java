package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import io.github.descentry.events.StopSignal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a {@link Governor} remembers for one policy: the stops of the last hour, the signals it let
 * pass that still stand, the proposals it holds back, and whom it has told to stop.
 *
 * <p>Of bounded size, below {@value #MOST_BYTES} bytes as stored whatever names are like, so that
 * it fits into a record of Kafka: at most {@value #MOST_HELD} signals are held, and {@value
 * #MOST_HELD_BYTES} bytes of them with those that were let go of late; {@value #MOST_PASSED} stand;
 * for whom was told see {@link Told}. At a bound a stop is only observed, and says so. One thread
 * at a time.
 */
public final class GovernorMemory {

    static final int MOST_HELD = 500;
    static final int MOST_PASSED = 1_000;
    static final int MOST_HELD_BYTES = 384 * 1024;
    static final int MOST_BYTES = 700_000;

    private static final int VERSION = 3;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Never runs back: events of several runs come out of order. */
    private long clock = Long.MIN_VALUE;

    /** How far the wall clock was ahead when news came last; the smallest number: none came. */
    private long lead = Long.MIN_VALUE;

    private long latestStop = Long.MIN_VALUE;

    /** Times of the stops of the last hour, oldest first. */
    final Deque<Long> stops = new ArrayDeque<>();

    /** What is held back, by id, in the order in which it was proposed. */
    private final Map<String, Held> held = new LinkedHashMap<>();

    /**
     * What was held and then let go, by id, as it was published: until it is certain that it was.
     */
    private final Map<String, Held> unconfirmed = new LinkedHashMap<>();

    /** Bytes of what is held and of what is unconfirmed; follows from them. */
    private int heldBytes;

    /** What has been let pass and not been withdrawn, by id. */
    private final Map<String, Passed> passed = new LinkedHashMap<>();

    /** How many of those are of an attempt; follows from them. */
    private final Map<Passed.Attempt, Integer> stopping = new HashMap<>();

    private final Told told = new Told();

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

    /** Bytes of what is held and of what is unconfirmed. */
    int heldBytes() {
        return heldBytes;
    }

    boolean holds(String id) {
        return held.containsKey(id);
    }

    /** Puts a proposal at the end, or a renewal where it was; false if there is no room for it. */
    boolean hold(StopSignal signal, RunStanding standing) {
        Held before = held.get(signal.id());
        Held next = new Held(signal, standing);
        int bytes = heldBytes + next.bytes() - (before == null ? 0 : before.bytes());
        if (before == null && held.size() >= MOST_HELD || bytes > MOST_HELD_BYTES) {
            return false;
        }
        held.put(signal.id(), next);
        heldBytes = bytes;
        return true;
    }

    /** Why {@link #hold} has no room. */
    String full() {
        return held.size()
                + " signals"
                + (held.size() < MOST_HELD ? " of " + heldBytes / 1024 + " KiB" : "")
                + " are held back, more are not remembered";
    }

    /** Whether it was held, and no longer is. */
    boolean unhold(String id) {
        Held each = held.remove(id);
        if (each != null) {
            heldBytes -= each.bytes();
        }
        return each != null;
    }

    /** What is held, the longest held first. To be left alone while this is gone through. */
    Iterable<Held> inOrder() {
        return held.values();
    }

    /**
     * Remembers that what was held was let go: takes no more room than it had.
     *
     * @param let as it was published, with the mode that the rule asked for
     */
    void letGo(Held let) {
        unconfirmed.put(let.signal().id(), let);
        heldBytes += let.bytes();
    }

    /** What was let go and may not have been published, in order. */
    Iterable<Held> unconfirmed() {
        return unconfirmed.values();
    }

    /** Ids of what was let go and may not have been published. */
    public Set<String> unconfirmedIds() {
        return Set.copyOf(unconfirmed.keySet());
    }

    /** These signals are known to have been published. */
    public void confirm(Set<String> ids) {
        for (String id : ids) {
            Held let = unconfirmed.remove(id);
            heldBytes -= let == null ? 0 : let.bytes();
        }
    }

    private void unholdIf(Predicate<Held> condition) {
        held.values().stream()
                .filter(condition)
                .map(each -> each.signal().id())
                .toList()
                .forEach(this::unhold);
    }

    /**
     * News come. From then on the clock of the policy goes on as the wall clock does, from the time
     * of the event that they follow from; so it keeps pace with jobs whose clocks are wrong, and
     * with the replay of a recording.
     *
     * <p>If the clock is past that time, the news are of a job that is behind another one: it goes
     * on as it did. So it does if no event has led to them.
     *
     * @param time of the event, not later than {@code wall}; absent: they follow from time alone
     * @param wall what the wall clock says
     * @return when they are to be judged
     */
    public Instant arrive(Optional<Instant> time, Instant wall) {
        if (time.isPresent() && time.get().toEpochMilli() >= clock) {
            lead = wall.toEpochMilli() - time.get().toEpochMilli();
        } else if (lead == Long.MIN_VALUE) {
            lead = 0;
        }
        return at(wall);
    }

    /** What the clock of the policy says, as it goes on without news. */
    public Instant at(Instant wall) {
        return Instant.ofEpochMilli(Math.max(clock, wall.toEpochMilli() - lead()));
    }

    /** What the wall clock will say when the clock of the policy comes to a time without news. */
    public Instant wall(Instant time) {
        return time.plusMillis(lead());
    }

    private long lead() {
        return lead == Long.MIN_VALUE ? 0 : lead;
    }

    /** Moves on to a moment, unless it is past already, and forgets what is no longer of use. */
    Instant advance(Instant now, Duration validity) {
        clock = Math.max(clock, now.toEpochMilli());
        while (!stops.isEmpty() && stops.peekFirst() <= clock - HOUR.toMillis()) {
            stops.removeFirst();
        }
        unholdIf(each -> each.expires() <= clock);
        // The renewal of a signal comes with the first report after it has expired.
        unpassIf(
                each ->
                        each.expires() != Long.MAX_VALUE
                                && each.expires() + validity.toMillis() <= clock);
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
        Held let = unconfirmed.remove(id);
        heldBytes -= let == null ? 0 : let.bytes();
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
        return signal.group().filter(group -> told.knows(group, signal.run())).isPresent();
    }

    int toldOf(String group) {
        return told.count(group);
    }

    /** Whether it could be remembered that the run of a signal is told to stop. */
    boolean roomToTell(StopSignal signal) {
        return passed.size() < MOST_PASSED
                && signal.group().filter(group -> !told.room(group, clock)).isEmpty();
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
        signal.group().ifPresent(group -> told.add(group, signal.run(), clock));
    }

    /** Takes the latest standing of a run for all that is held of it. */
    void learn(String run, RunStanding standing) {
        learn(each -> each.run().equals(run), standing);
    }

    /** The same of a run in a group, which may have left it: in another one it stands elsewhere. */
    void learn(String run, Optional<String> group, RunStanding standing) {
        learn(each -> each.run().equals(run) && each.group().equals(group), standing);
    }

    private void learn(Predicate<StopSignal> condition, RunStanding standing) {
        for (Map.Entry<String, Held> each : held.entrySet()) {
            if (condition.test(each.getValue().signal())) {
                each.setValue(each.getValue().with(standing));
            }
        }
    }

    /** Forgets what is held, and what stands, of a run. */
    public void forget(String run) {
        unholdIf(each -> each.signal().run().equals(run));
        long number = EventId.number(run);
        unpassIf(each -> each.run() == number);
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
        out.writeLong(lead);
        out.writeLong(latestStop);
        out.writeInt(stops.size());
        stops.forEach(out::writeLong);
        out.writeInt(held.size());
        held.values().forEach(each -> each.write(out));
        out.writeInt(passed.size());
        passed.values().forEach(each -> each.write(out));
        out.writeInt(unconfirmed.size());
        unconfirmed.values().forEach(each -> each.write(out));
        told.write(out);
    }

    /** Takes on what {@link #write} wrote. Called on a fresh memory only. */
    public void read(StateReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "governor memory version=" + version + " cannot be read, only " + VERSION);
        }
        clock = in.readLong();
        lead = in.readLong();
        latestStop = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            stops.addLast(in.readLong());
        }
        for (int i = in.readInt(); i > 0; i--) {
            Held each = Held.read(in);
            held.put(each.signal().id(), each);
            heldBytes += each.bytes();
        }
        for (int i = in.readInt(); i > 0; i--) {
            Passed each = Passed.read(in);
            passed.put(each.id(), each);
            stopping.merge(each.subject(), 1, Integer::sum);
        }
        for (int i = in.readInt(); i > 0; i--) {
            letGo(Held.read(in));
        }
        told.read(in);
    }
}
