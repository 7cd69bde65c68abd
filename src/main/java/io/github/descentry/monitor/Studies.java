package io.github.descentry.monitor;

import io.github.descentry.events.Goal;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.HashMap;
import java.util.Map;

/**
 * Where what presets over the runs of a group have seen of them is kept. Apart from {@link
 * GroupMemory}, as some of them remember all values: who uses none pays nothing.
 */
public interface Studies {

    /**
     * What a preset has seen; nothing if nothing was put there yet. What is changed in it counts
     * only once it is {@link #put}.
     *
     * @param key of the rule's use and of the metric
     */
    StudyMemory get(String key, StudyPreset preset, Goal goal);

    void put(String key, StudyMemory study);

    /** Kept in this object only. */
    static Studies inMemory() {
        Map<String, StudyMemory> held = new HashMap<>();
        return new Studies() {
            @Override
            public StudyMemory get(String key, StudyPreset preset, Goal goal) {
                return held.computeIfAbsent(key, it -> new StudyMemory(preset, goal));
            }

            @Override
            public void put(String key, StudyMemory study) {
                held.put(key, study);
            }
        };
    }
}
