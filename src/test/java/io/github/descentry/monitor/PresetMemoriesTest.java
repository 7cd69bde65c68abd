package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.series.SeriesPresets;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of presets: for how long, and that they end a run only once. */
class PresetMemoriesTest {

    private static final SeriesPreset PRESET =
            SeriesPresets.of("keras.terminate_on_nan", Parameters.none());

    private PresetMemories memories = new PresetMemories();

    private String report(String key, long step, double value) {
        return memories.report(
                key, PRESET, new SeriesPreset.Report(step, value, OptionalLong.empty()));
    }

    private void store() {
        StateWriter out = new StateWriter();
        memories.write(out);
        memories = new PresetMemories();
        memories.read(new StateReader(out.toByteArray()));
    }

    @Test
    void whatWouldHaveEndedTheRunSeesNoMoreAndSaysTheSameEverAfter() {
        assertEquals("", report("a", 1, 3));
        String verdict = report("a", 2, Double.NaN);
        assertTrue(verdict.contains("stops at step 2"), verdict);
        assertEquals(verdict, report("a", 3, Double.NaN));
        store();
        assertEquals(verdict, report("a", 4, Double.NaN));
        assertEquals(verdict, report("a", 5, 3));
    }

    @Test
    void eachUseRemembersForItself() {
        report("a", 1, Double.NaN);
        assertEquals("", report("b", 2, 3));
    }

    @Test
    void usesThatThePolicyNoLongerHasAreForgotten() {
        report("a", 1, Double.NaN);
        report("b", 1, Double.NaN);
        memories.keep(Set.of("b"));
        assertEquals("", report("a", 2, 3));
        assertTrue(report("b", 2, 3).contains("stops at step 1"));
    }

    @Test
    void aNewAttemptBeginsAnew() {
        report("a", 1, Double.NaN);
        memories.clear();
        assertTrue(memories.isEmpty());
        assertEquals("", report("a", 2, 3));
    }
}
