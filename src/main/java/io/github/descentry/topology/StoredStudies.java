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
 * One thread.
 */
final class StoredStudies implements Studies {

    /** Can be in no name that a person gives. */
    private static final char BEHIND_GROUP = '\u0000';

    private final Map<String, StudyMemory> changed = new HashMap<>();
    private KeyValueStore<String, byte[]> store;
    private String group = "";

    /** Opens the store of the topology, perhaps once more. */
    void open(ProcessorContext<?, ?> context) {
        store = context.getStateStore(MonitorTopology.GROUP_STUDIES);
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
        try {
            return bytes == null
                    ? new StudyMemory(preset, goal)
                    : StudyMemory.decode(preset, goal, bytes);
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
        changed.forEach((key, study) -> store.put(group + BEHIND_GROUP + key, study.encode()));
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
