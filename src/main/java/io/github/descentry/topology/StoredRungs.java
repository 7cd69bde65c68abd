package io.github.descentry.topology;

import io.github.descentry.monitor.Rungs;
import io.github.descentry.stop.Rung;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rungs of all groups in a store, one record each. What a step has put is written by {@link
 * #flush} only: a step that fails leaves no trace. One thread.
 */
final class StoredRungs implements Rungs {

    /** Only digits come behind it, so keys are told apart whatever a group is named. */
    private static final char BEHIND_GROUP = '|';

    private final Map<String, Rung> changed = new HashMap<>();
    private KeyValueStore<String, byte[]> store;
    private String group = "";

    /** Opens the store of the topology, perhaps once more. */
    void open(ProcessorContext<?, ?> context) {
        store = context.getStateStore(MonitorTopology.GROUP_RUNGS);
        changed.clear();
    }

    /** The rungs of one group from now on. */
    StoredRungs of(String newGroup) {
        group = newGroup;
        changed.clear();
        return this;
    }

    @Override
    public Rung get(int rung) {
        Rung put = changed.get(key(rung));
        if (put != null) {
            return put;
        }
        byte[] bytes = store.get(key(rung));
        try {
            return bytes == null ? new Rung() : Rung.decode(bytes);
        } catch (RuntimeException failure) {
            throw new UnreadableState(
                    "rung "
                            + rung
                            + " of group "
                            + group
                            + " cannot be read, another version may have written it: "
                            + failure,
                    failure);
        }
    }

    @Override
    public void put(int number, Rung rung) {
        changed.put(key(number), rung);
    }

    void flush() {
        changed.forEach((key, rung) -> store.put(key, rung.encode()));
        changed.clear();
    }

    /** Removes all rungs of a group. */
    void delete(String forgotten) {
        of(forgotten);
        for (int rung = 1; rung <= Rung.RUNGS; rung++) {
            store.delete(key(rung));
        }
    }

    private String key(int rung) {
        return group + BEHIND_GROUP + rung;
    }
}
