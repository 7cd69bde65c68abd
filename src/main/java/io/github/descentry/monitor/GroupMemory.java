package io.github.descentry.monitor;

import io.github.descentry.events.RunState;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the monitor knows of one group: a line per run, at most as many as the settings allow. When
 * full, a run that has ended makes room, a failed one first and then the worst; if none has ended
 * the newcomer is left out. {@link GroupMonitor} alone changes it. One thread at a time.
 */
public final class GroupMemory {

    static final int VERSION = 4;

    final String group;
    final List<GroupEntry> entries = new ArrayList<>();

    /** The runs that have left it for another group. */
    final Gone gone = new Gone();

    /** Runs left out so far. */
    int left;

    public GroupMemory(String group) {
        this.group = group;
    }

    public String group() {
        return group;
    }

    /** Runs remembered. */
    public int runs() {
        return entries.size();
    }

    /** Runs left out so far because there were too many. */
    public int left() {
        return left;
    }

    /** Runs that were stopped. */
    int stopped() {
        int stopped = 0;
        for (int i = 0; i < entries.size(); i++) {
            stopped += entries.get(i).state == RunState.STOPPED ? 1 : 0;
        }
        return stopped;
    }

    GroupEntry entry(String run) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).run.equals(run)) {
                return entries.get(i);
            }
        }
        return null;
    }

    /** A new entry, or null if there is no room. */
    GroupEntry add(String run, int most) {
        if (entries.size() >= most) {
            left++;
            GroupEntry victim = null;
            for (GroupEntry entry : entries) {
                if (entry.state.ended() && (victim == null || worse(entry, victim))) {
                    victim = entry;
                }
            }
            if (victim == null) {
                return null;
            }
            entries.remove(victim);
        }
        GroupEntry entry = new GroupEntry(run);
        entries.add(entry);
        return entry;
    }

    private static boolean worse(GroupEntry entry, GroupEntry than) {
        boolean failed = entry.state == RunState.FAILED;
        if (failed != (than.state == RunState.FAILED)) {
            return failed;
        }
        // One that ended without a number has nothing to be compared by.
        return entry.known() && than.known() ? than.better(entry) : than.known();
    }

    public byte[] encode() {
        StateWriter out = new StateWriter(128 + 384 * entries.size());
        write(out);
        return out.toByteArray();
    }

    /** Appends what {@link #encode} gives. */
    public void write(StateWriter out) {
        out.writeByte(VERSION);
        out.writeString(group);
        out.writeInt(left);
        out.writeInt(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).write(out);
        }
        gone.write(out);
    }

    /**
     * @throws IllegalArgumentException if the bytes are of a version that this one cannot read
     */
    public static GroupMemory decode(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "group memory version=" + version + " cannot be read, only " + VERSION);
        }
        GroupMemory memory = new GroupMemory(in.readString());
        memory.left = in.readInt();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            memory.entries.add(GroupEntry.read(in));
        }
        memory.gone.read(in);
        return memory;
    }
}
