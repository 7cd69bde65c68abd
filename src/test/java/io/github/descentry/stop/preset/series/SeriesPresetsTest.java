package io.github.descentry.stop.preset.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.SeriesPreset;
import io.github.descentry.stop.preset.SeriesPreset.Memory;
import io.github.descentry.stop.preset.SeriesPreset.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every preset over one run. */
class SeriesPresetsTest {

    /** What the originals do not do without. */
    private static final Map<String, Map<String, Object>> REQUIRED =
            Map.of(
                    "axolotl.loss_watchdog", Map.of("loss_watchdog_threshold", 5),
                    "composer.threshold_stopper", Map.of("threshold", 1.5),
                    "optuna.patient", Map.of("patience", 2),
                    "optuna.threshold", Map.of("upper", 4),
                    "wandb.change",
                            Map.of("change_type", "relative", "change_dir", "any", "threshold", 1),
                    "wandb.threshold", Map.of("cmp", ">", "threshold", 3));

    static Set<String> names() {
        return SeriesPresets.names();
    }

    static Stream<Golden> goldens() {
        return SeriesPresetGoldenTest.goldens();
    }

    private static SeriesPreset preset(String name, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(REQUIRED.getOrDefault(name, Map.of()));
        parameters.putAll(more);
        return SeriesPresets.of(name, new Parameters("rules.r", parameters));
    }

    @ParameterizedTest
    @MethodSource("names")
    void knowsItsNameAndItsDefaults(String name) {
        assertEquals(name, preset(name, Map.of()).name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAParameterItDoesNotKnowByName(String name) {
        String refusal = refusal(name, Map.of("patience_steps", 3));
        assertTrue(refusal.startsWith("rules.r.patience_steps=3 is unknown"), refusal);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesWhatIsMissing(String name) {
        for (String required : REQUIRED.getOrDefault(name, Map.of()).keySet()) {
            Map<String, Object> parameters = new HashMap<>(REQUIRED.get(name));
            parameters.remove(required);
            Parameters given = new Parameters("rules.r", parameters);
            String refusal =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> SeriesPresets.of(name, given))
                            .getMessage();
            assertTrue(refusal.startsWith("rules.r."), refusal);
            assertTrue(refusal.contains("is missing"), refusal);
        }
    }

    /** Each parameter at a value that cannot be. */
    @ParameterizedTest
    @CsvSource({
        "keras.early_stopping, patience, -1",
        "keras.early_stopping, mode, least",
        "keras.early_stopping, monitor, val_accuracy",
        "lightning.early_stopping, patience, 2.5",
        "lightning.early_stopping, check_finite, maybe",
        "lightning.early_stopping, min_delta, .nan",
        "lightning.spike_detection, window, 0",
        "lightning.spike_detection, rtol, off",
        "hf.early_stopping, early_stopping_patience, x",
        "composer.early_stopper, comp, above",
        "olmo.early_stopping_factor, canceled_check_interval, 0",
        "olmo.stability, window_size, 0",
        "olmo.skip_step, rolling_interval_length, 0",
        "llm_foundry.kill_loss_spike, window_size, 0",
        "megatron.spiky_loss, num_samples, 0",
        "metaseq.ewm, ewm_ratio_to_skip_batch, -2",
        "optuna.threshold, lower, 9",
        "optuna.threshold, interval_steps, 0",
        "optuna.patient, direction, down",
        "ray.trial_plateau, metric_threshold, 1",
        "sagemaker.loss_not_decreasing, diff_percent, 101",
        "wandb.threshold, cmp, ==",
        "wandb.threshold, agg, median",
        "wandb.change, threshold, 0",
        "wandb.zscore, change_dir, up"
    })
    void refusesWhatCannotBeByNameAndValue(String name, String parameter, String value) {
        Object given = value.matches("-?[0-9.]+") ? (Object) Double.valueOf(value) : value;
        String refusal = refusal(name, Map.of(parameter, given));
        assertTrue(refusal.contains("="), refusal);
        assertTrue(refusal.contains(parameter) || refusal.contains("mode"), refusal);
    }

    private static String refusal(String name, Map<String, Object> parameters) {
        return assertThrows(IllegalArgumentException.class, () -> preset(name, parameters))
                .getMessage();
    }

    @Test
    void refusesAnUnknownPresetAndTellsTheKnownOnes() {
        Parameters none = Parameters.none();
        String refusal =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SeriesPresets.of("keras.patience", none))
                        .getMessage();
        assertTrue(refusal.contains("keras.patience"), refusal);
        SeriesPresets.names().forEach(name -> assertTrue(refusal.contains(name), refusal));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void decidesTheSameWrittenAndReadAfterEveryReport(Golden golden) {
        SeriesPreset preset = golden.begun();
        Memory memory = preset.begin();
        for (int i = 0; i < golden.reports().size(); i++) {
            byte[] bytes = bytes(memory);
            memory = preset.begin();
            StateReader reader = new StateReader(bytes);
            memory.read(reader);
            assertEquals(0, reader.remaining(), "bytes left");
            Decision decision = memory.report(golden.reports().get(i));
            assertEquals(golden.decisions().get(i), Golden.line(i, decision));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void memoriesOfOnePresetKnowNothingOfEachOther(String name) {
        for (Golden golden : Golden.of(name)) {
            SeriesPreset preset = golden.begun();
            Memory one = preset.begin();
            Memory disturbing = preset.begin();
            List<String> decisions = new ArrayList<>();
            for (int i = 0; i < golden.reports().size(); i++) {
                Report report = golden.reports().get(i);
                decisions.add(Golden.line(i, one.report(report)));
                disturbing.report(
                        new Report(report.step(), 7 - 3 * report.value(), report.totalSteps()));
            }
            assertEquals(golden.decisions(), decisions, golden::toString);
        }
    }

    /** Constant values long enough to fill every window at its default. */
    @ParameterizedTest
    @MethodSource("names")
    void memoryDoesNotGrow(String name) {
        Memory memory = preset(name, Map.of()).begin();
        int full = 0;
        for (int step = 0; step < 2_000; step++) {
            memory.report(new Report(step, 2 + 1.0 / (1 + step), OptionalLong.of(4_000)));
            if (step == 500) {
                full = bytes(memory).length;
            }
        }
        assertEquals(full, bytes(memory).length);
        assertTrue(full < 2_048, "bytes=" + full);
    }

    @Test
    void presetsOfEqualParametersAreEqual() {
        SeriesPreset one = preset("keras.early_stopping", Map.of("patience", 2));
        assertEquals(one, preset("keras.early_stopping", Map.of("patience", 2.0)));
        assertNotEquals(one, preset("keras.early_stopping", Map.of("patience", 3)));
    }

    private static byte[] bytes(Memory memory) {
        StateWriter writer = new StateWriter();
        memory.write(writer);
        return writer.toByteArray();
    }
}
