package io.github.descentry.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * When to look at whom next, so that a clock tick touches only those who are due. Some 100 bytes a
 * name; moving a time later, which each event does, is one map operation. One thread.
 */
final class DueTimes {

    private final Map<String, Entry> entries = new HashMap<>();
    private final PriorityQueue<Turn> queue = new PriorityQueue<>();

    /** Forgets everyone. */
    void clear() {
        entries.clear();
        queue.clear();
    }

    void set(String name, long due) {
        Entry entry = entries.computeIfAbsent(name, unused -> new Entry());
        entry.due = due;
        // A turn that comes too early is put off when it comes; one too late must be replaced.
        if (due < entry.queued) {
            entry.queued = due;
            queue.add(new Turn(due, name));
        }
    }

    void remove(String name) {
        entries.remove(name);
    }

    Set<String> names() {
        return entries.keySet();
    }

    /** Those whose time has come, each to be {@link #set} or {@link #remove}d by the caller. */
    List<String> take(long now) {
        List<String> due = new ArrayList<>();
        while (!queue.isEmpty() && queue.peek().at <= now) {
            Turn turn = queue.poll();
            Entry entry = entries.get(turn.name);
            if (entry == null || entry.queued != turn.at) {
                continue;
            }
            entry.queued = Long.MAX_VALUE;
            if (entry.due <= now) {
                due.add(turn.name);
            } else {
                set(turn.name, entry.due);
            }
        }
        return due;
    }

    private static final class Entry {
        private long due;
        private long queued = Long.MAX_VALUE;
    }

    private record Turn(long at, String name) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            return Long.compare(at, other.at);
        }
    }
}
