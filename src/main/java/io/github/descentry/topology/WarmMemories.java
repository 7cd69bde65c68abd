package io.github.descentry.topology;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Memories as they are in use, next to the bytes that the store has of them: it spares reading the
 * bytes at every event. A memory counts only if its bytes are, one by one, those that the store
 * holds now. So it can be wrong after nothing: an aborted transaction, a partition that came back,
 * a store that was rebuilt. Bounded; the one not used for longest goes. One thread.
 *
 * @param <M> the memory
 */
final class WarmMemories<M> {

    private record Warm<M>(byte[] bytes, M memory) {}

    private final Map<String, Warm<M>> all = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private final long mostBytes;
    private long bytes;

    /**
     * Empty.
     *
     * @param capacity how many are kept
     * @param mostBytes how many bytes they may take as stored, all together; a few times that in
     *     use
     */
    WarmMemories(int capacity, long mostBytes) {
        this.capacity = capacity;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes out the memory that these bytes stand for, if it is there. Whoever changes it brings it
     * back by {@link #put} when its new bytes are stored; until then it is unknown here, so that a
     * change broken off half-way is never seen.
     */
    Optional<M> take(String name, byte[] stored) {
        Warm<M> warm = all.remove(name);
        bytes -= warm == null ? 0 : warm.bytes.length;
        return warm != null && Arrays.equals(warm.bytes, stored)
                ? Optional.of(warm.memory)
                : Optional.empty();
    }

    /** Keeps a memory as stored in these bytes, which nobody changes. */
    void put(String name, byte[] stored, M memory) {
        Warm<M> before = all.put(name, new Warm<>(stored, memory));
        bytes += stored.length - (before == null ? 0 : before.bytes.length);
        Iterator<Warm<M>> eldest = all.values().iterator();
        while (all.size() > capacity || bytes > mostBytes) {
            bytes -= eldest.next().bytes.length;
            eldest.remove();
        }
    }

    /** Forgets all. */
    void clear() {
        all.clear();
        bytes = 0;
    }
}
