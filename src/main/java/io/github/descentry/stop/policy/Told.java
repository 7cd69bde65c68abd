package io.github.descentry.stop.policy;

import io.github.descentry.events.EventId;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many runs of each group were told to stop, and which. Names are kept as numbers of 8 bytes,
 * however long they are; some 130 kilobytes at most.
 *
 * <p>At its bounds it errs on the side of fewer stops. Of more than {@value #MOST_RUNS} runs the
 * ones of the group told longest ago are counted only: one that is told once more then counts
 * twice. Of more than {@value #MOST_GROUPS} groups the one told longest ago is forgotten if that
 * was {@value #DAYS} days ago; as long as there is none there is no room for another group.
 * Mutable, one writer.
 */
final class Told {

    static final int MOST_RUNS = 4_096;
    static final int MOST_GROUPS = 4_096;

    /** Longer than anything is remembered of a group that nobody reports for, unless set so. */
    private static final int DAYS = 30;

    private static final long FORGOTTEN = Duration.ofDays(DAYS).toMillis();

    /** By the number of the group, the one told last at the end. */
    private final Map<Long, Group> groups = new LinkedHashMap<>();

    /** Runs known one by one, of all groups. */
    private int runs;

    private static final class Group {
        private final Set<Long> runs = new LinkedHashSet<>();
        private int count;
        private long latest;
    }

    /** Whether it is known that a run was told. */
    boolean knows(String group, String run) {
        Group told = groups.get(EventId.number(group));
        return told != null && told.runs.contains(EventId.number(run));
    }

    /** How many of a group were told, or a few more. */
    int count(String group) {
        Group told = groups.get(EventId.number(group));
        return told == null ? 0 : told.count;
    }

    /** Whether another run of a group could be remembered. */
    boolean room(String group, long now) {
        return groups.size() < MOST_GROUPS
                || groups.containsKey(EventId.number(group))
                || groups.values().iterator().next().latest <= now - FORGOTTEN;
    }

    /** A run is told; there must be {@link #room} for it. */
    void add(String group, String run, long now) {
        Group told = groups.remove(EventId.number(group));
        if (told == null) {
            told = new Group();
            if (groups.size() >= MOST_GROUPS) {
                forgetOldest();
            }
        }
        groups.put(EventId.number(group), told);
        told.latest = now;
        if (told.runs.add(EventId.number(run))) {
            told.count++;
            runs++;
        }
        if (runs > MOST_RUNS) {
            countOldest();
        }
    }

    private void forgetOldest() {
        Iterator<Group> eldest = groups.values().iterator();
        runs -= eldest.next().runs.size();
        eldest.remove();
    }

    private void countOldest() {
        for (Group group : groups.values()) {
            if (!group.runs.isEmpty()) {
                Iterator<Long> eldest = group.runs.iterator();
                eldest.next();
                eldest.remove();
                runs--;
                return;
            }
        }
    }

    void write(StateWriter out) {
        out.writeInt(groups.size());
        groups.forEach(
                (number, group) -> {
                    out.writeLong(number);
                    out.writeLong(group.latest);
                    out.writeInt(group.count);
                    out.writeInt(group.runs.size());
                    group.runs.forEach(out::writeLong);
                });
    }

    void read(StateReader in) {
        for (int left = in.readInt(); left > 0; left--) {
            Group group = new Group();
            groups.put(in.readLong(), group);
            group.latest = in.readLong();
            group.count = in.readInt();
            for (int k = in.readInt(); k > 0; k--) {
                group.runs.add(in.readLong());
            }
            runs += group.runs.size();
        }
    }
}
