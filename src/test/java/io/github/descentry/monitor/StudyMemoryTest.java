package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Goal;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.StudyPreset;
import io.github.descentry.stop.preset.study.StudyPresets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyMemoryTest {

    private static StudyPreset preset(String name) {
        return StudyPresets.of(name, new Parameters(name, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ray.asha",
                "ray.median",
                "optuna.median",
                "optuna.successive_halving",
                "wandb.hyperband",
                "determined.asha",
                "katib.medianstop",
                "vizier.median"
            })
    void aDecodedStudyGoesOnAsItWouldHave(String name) {
        StudyPreset preset = preset(name);
        StudyMemory whole = new StudyMemory(preset, Goal.MINIMIZE);
        byte[] stored = new StudyMemory(preset, Goal.MINIMIZE).encode();
        Random random = new Random(20261123);
        for (int step = 1; step <= 240; step++) {
            for (int run = 0; run < 8; run++) {
                StudyMemory decoded = StudyMemory.decode(preset, Goal.MINIMIZE, stored);
                double value = run + 5.0 / step + random.nextGaussian();
                assertEquals(
                        whole.report("r" + run, step / 240.0, value),
                        decoded.report("r" + run, step / 240.0, value));
                if (step == 240) {
                    whole.completed("r" + run);
                    decoded.completed("r" + run);
                }
                stored = decoded.encode();
            }
        }
    }

    static Stream<Arguments> presetsAndSeeds() {
        return StudyPresets.names().stream()
                .flatMap(name -> Stream.of(1, 2, 3, 4).map(seed -> Arguments.of(name, seed)));
    }

    /**
     * Whatever comes, in whatever order, one that stays in use and one that is stored and read
     * again say the same and store the same bytes: the topology may keep either.
     */
    @ParameterizedTest(name = "{0} seed={1}")
    @MethodSource("presetsAndSeeds")
    void keptAndDecodedStudiesStoreTheSameBytes(String name, int seed) {
        StudyPreset preset = preset(name);
        Random random = new Random(seed);
        Goal goal = random.nextBoolean() ? Goal.MINIMIZE : Goal.MAXIMIZE;
        StudyMemory kept = new StudyMemory(preset, goal);
        StudyMemory decoded = new StudyMemory(preset, goal);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -1e300};
        double[] shares = new double[12];
        for (int i = 0; i < 600; i++) {
            int run = random.nextInt(shares.length);
            String trial = "r" + run;
            if (random.nextInt(150) == 0) {
                kept.completed(trial);
                decoded.completed(trial);
            } else {
                shares[run] += random.nextInt(8) == 0 ? 0.05 * random.nextDouble() : 0.01;
                double share = random.nextInt(30) == 0 ? 0.1 : Math.min(1, shares[run]);
                double value = run + 3 / (0.1 + share) + random.nextGaussian();
                value = random.nextInt(60) == 0 ? odd[random.nextInt(odd.length)] : value;
                assertEquals(kept.report(trial, share, value), decoded.report(trial, share, value));
            }
            byte[] stored = decoded.encode();
            assertArrayEquals(kept.encode(), stored);
            decoded = StudyMemory.decode(preset, goal, stored);
        }
    }

    @Test
    void aVerdictStaysAndNamesThePercent() {
        StudyMemory study = new StudyMemory(preset("ray.asha"), Goal.MINIMIZE);
        for (int percent = 1; percent <= 5; percent++) {
            for (int run = 0; run < 8; run++) {
                study.report("r" + run, percent / 100.0, run);
            }
        }
        String verdict = study.report("r7", 0.06, 7);
        assertTrue(verdict.startsWith("ray.asha stops at 1 % of the plan"), verdict);
        assertEquals(verdict, study.report("r7", 0.9, 0));
    }

    @Test
    void aReportThatGoesNoFurtherIsNotSeenAgain() {
        StudyMemory once = new StudyMemory(preset("ray.median"), Goal.MINIMIZE);
        StudyMemory twice = new StudyMemory(preset("ray.median"), Goal.MINIMIZE);
        for (int step = 1; step <= 60; step++) {
            once.report("a", step / 100.0, step);
            twice.report("a", step / 100.0, step);
            twice.report("a", step / 100.0, 1e9);
            twice.report("a", (step - 1) / 100.0, 1e9);
        }
        assertArrayEquals(once.encode(), twice.encode());
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] bytes = new StudyMemory(preset("ray.asha"), Goal.MINIMIZE).encode();
        bytes[0]++;
        assertThrows(
                IllegalArgumentException.class,
                () -> StudyMemory.decode(preset("ray.asha"), Goal.MINIMIZE, bytes));
    }
}
