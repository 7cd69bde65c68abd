package io.github.descentry.stop.preset.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.stop.preset.SeriesPreset.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against what its original decides, report for report. */
class SeriesPresetGoldenTest {

    static Set<String> names() {
        return SeriesPresets.names();
    }

    static Stream<Golden> goldens() {
        return names().stream().flatMap(name -> Golden.of(name).stream());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void decidesAsTheOriginal(Golden golden) {
        Memory memory = golden.begun().begin();
        List<String> decided = new ArrayList<>();
        for (int i = 0; i < golden.reports().size(); i++) {
            decided.add(Golden.line(i, memory.report(golden.reports().get(i))));
        }
        assertEquals(
                String.join("\n", golden.decisions()),
                String.join("\n", decided),
                () -> golden + ", " + golden.parameters() + ", origin " + golden.origin());
    }

    /** A file that never fires, or that fires always, would prove little. */
    @ParameterizedTest
    @MethodSource("names")
    void theFileSaysWhereItIsFromAndHoldsBothDecisions(String name) {
        List<Golden> goldens = Golden.of(name);
        goldens.forEach(golden -> assertEquals(name, golden.preset()));
        assertFalse(goldens.get(0).origin().isBlank());
        List<String> decisions =
                goldens.stream().flatMap(golden -> golden.decisions().stream()).toList();
        long fired = decisions.stream().filter(line -> line.contains(" ")).count();
        assertTrue(fired > 0 && fired < decisions.size(), fired + " of " + decisions.size());
    }
}
