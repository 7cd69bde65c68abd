package io.github.descentry.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.descentry.events.Goal;
import io.github.descentry.monitor.StudyMemory;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.StudyPreset;
import io.github.descentry.stop.preset.study.StudyPresets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that stay in use beside the bytes they were stored as. */
final class StoredStudiesTest {

    private static final String KEY = "ray.median loss";

    @TempDir Path folder;

    private final StudyPreset preset =
            StudyPresets.of("ray.median", new Parameters("ray.median", Map.of()));
    private final StoredStudies studies = new StoredStudies();
    private final KeyValueStore<String, byte[]> store = LoneStores.inMemory("studies");

    @BeforeEach
    void open() {
        LoneStores.context(folder, List.of(store));
        studies.open(store);
        studies.of("sweep");
    }

    private StudyMemory report(double share) {
        StudyMemory study = studies.get(KEY, preset, Goal.MINIMIZE);
        study.report("a", share, 2);
        studies.put(KEY, study);
        return study;
    }

    @Test
    void areNotReadAgainWhileTheStoreHoldsTheirBytes() {
        StudyMemory first = report(0.1);
        studies.flush();
        assertSame(first, report(0.2));
        studies.flush();
        assertArrayEquals(first.encode(), store.get("sweep\u0000" + KEY));
    }

    @Test
    void areReadAgainAfterAStepThatFailed() {
        StudyMemory first = report(0.1);
        studies.flush();
        byte[] stored = first.encode();
        report(0.2);
        studies.of("sweep");
        StudyMemory again = studies.get(KEY, preset, Goal.MINIMIZE);
        assertNotSame(first, again);
        assertArrayEquals(stored, again.encode());
    }

    @Test
    void areReadAgainIfTheStoreHoldsOtherBytes() {
        StudyMemory first = report(0.1);
        studies.flush();
        byte[] stored = first.encode();
        report(0.2);
        studies.flush();
        store.put("sweep\u0000" + KEY, stored);
        StudyMemory again = studies.get(KEY, preset, Goal.MINIMIZE);
        assertNotSame(first, again);
        assertArrayEquals(stored, again.encode());
    }

    @Test
    void ofAGroupThatIsForgottenTakeNoOtherGroupAlong() {
        report(0.1);
        studies.flush();
        studies.of("sweep2");
        report(0.1);
        studies.flush();
        studies.delete("sweep");
        assertNull(store.get("sweep\u0000" + KEY));
        assertNotNull(store.get("sweep2\u0000" + KEY));
    }

    @Test
    void areReadAgainIfTheOtherWayIsBetter() {
        StudyMemory first = report(0.1);
        studies.flush();
        StudyMemory other = studies.get(KEY, preset, Goal.MAXIMIZE);
        assertNotSame(first, other);
        assertEquals(Goal.MAXIMIZE, other.goal());
    }
}
