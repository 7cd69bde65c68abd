package io.github.descentry.topology;

import io.github.descentry.events.Goal;
import io.github.descentry.monitor.Studies;
import io.github.descentry.monitor.StudyMemory;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What presets over runs of groups have seen, in a store, one record for each group, use and
 * metric. What a step has put is written by {@link #flush} only: a step that fails leaves no trace.
 * Those in use are kept beside their bytes, see {@link WarmMemories}: to read one takes half of the
 * time of a report and more. One thread.
 */
final class StoredStudies implements Studies {

    /** Can be in no name that a person gives. */
    private static final char BEHIND_GROUP = '\u0000';

    /** Each as large as its group. */
    private static final int WARM = 100;

    private static final long WARM_BYTES = 16L * 1024 * 1024;

    private final WarmMemories<StudyMemory> warm = new WarmMemories<>(WARM, WARM_BYTES);
    private final Map<String, StudyMemory> changed = new HashMap<>();
    private KeyValueStore<String, byte[]> store;
    private String group = "";

    /** Opens the store of the topology, perhaps once more. */
    void open(ProcessorContext<?, ?> context) {
        KeyValueStore<String, byte[]> own = context.getStateStore(MonitorTopology.GROUP_STUDIES);
        open(own);
    }

    /** Opens it with a store of its own. */
    void open(KeyValueStore<String, byte[]> newStore) {
        store = newStore;
        changed.clear();
    }

    /** Those of one group from now on. */
    void of(String newGroup) {
        group = newGroup;
        changed.clear();
    }

    @Override
    public StudyMemory get(String key, StudyPreset preset, Goal goal) {
        StudyMemory put = changed.get(key);
        if (put != null) {
            return put;
        }
        byte[] bytes = store.get(group + BEHIND_GROUP + key);
        if (bytes == null) {
            return new StudyMemory(preset, goal);
        }
        // The same bytes mean something else if the other way is better.
        return warm.take(group + BEHIND_GROUP + key, bytes)
                .filter(study -> study.goal() == goal)
                .orElseGet(() -> decode(key, preset, goal, bytes));
    }

    private StudyMemory decode(String key, StudyPreset preset, Goal goal, byte[] bytes) {
        try {
            return StudyMemory.decode(preset, goal, bytes);
        } catch (RuntimeException failure) {
            throw new UnreadableState(
                    "study "
                            + key
                            + " of group "
                            + group
                            + " cannot be read, another version may have written it: "
                            + failure,
                    failure);
        }
    }

    @Override
    public void put(String key, StudyMemory study) {
        changed.put(key, study);
    }

    void flush() {
        changed.forEach(
                (key, study) -> {
                    byte[] bytes = study.encode();
                    store.put(group + BEHIND_GROUP + key, bytes);
                    warm.put(group + BEHIND_GROUP + key, bytes, study);
                });
        changed.clear();
    }

    /** Removes all of a group. */
    void delete(String forgotten) {
        List<String> keys = new ArrayList<>();
        String first = forgotten + BEHIND_GROUP;
        try (KeyValueIterator<String, byte[]> found = store.range(first, first + '\uffff')) {
            found.forEachRemaining(each -> keys.add(each.key));
        }
        keys.forEach(store::delete);
    }
}
