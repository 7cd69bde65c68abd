package io.github.descentry.stop.preset.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.Decision;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule of another tool over the runs of a group has to keep, its decisions first. */
class StudyPresetTest {

    static Set<String> names() {
        return StudyPresets.names();
    }

    static Stream<RecordedStudy> studies() {
        return names().stream().flatMap(name -> RecordedStudy.of(name).stream());
    }

    @ParameterizedTest
    @MethodSource("studies")
    void decidesAsTheOriginal(RecordedStudy study) {
        StudyPreset.Memory memory = study.rule().begin(study.goal());
        List<String> told = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (RecordedStudy.Line line : study.lines()) {
            expected.add(line.text());
            String text = line.text().replace(" stop", "");
            told.add(decide(memory, line).fires() ? text + " stop" : text);
        }
        assertEquals(String.join("\n", expected), String.join("\n", told));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRecordedStudiesAreManyAndStopSomeAndNotAll(String name) {
        List<RecordedStudy> studies = RecordedStudy.of(name);
        List<RecordedStudy.Line> lines =
                studies.stream().flatMap(study -> study.lines().stream()).toList();
        assertTrue(
                studies.stream().filter(study -> study.title().startsWith("random")).count() >= 20);
        long stops = lines.stream().filter(RecordedStudy.Line::stops).count();
        assertTrue(stops >= 50 && stops < lines.size() / 2, stops + " stops of " + lines.size());
        assertTrue(lines.stream().anyMatch(line -> line.text().contains("NaN")));
        for (Goal goal : Goal.values()) {
            assertTrue(studies.stream().anyMatch(study -> study.goal() == goal), goal.name());
        }
    }

    @ParameterizedTest
    @MethodSource("studies")
    void theMemoryOutlivesWritingAndReadingAtEveryReport(RecordedStudy study) {
        StudyPreset rule = study.rule();
        StudyPreset.Memory kept = rule.begin(study.goal());
        StudyPreset.Memory memory = rule.begin(study.goal());
        for (RecordedStudy.Line line : study.lines()) {
            assertEquals(decide(kept, line), decide(memory, line), line.text());
            byte[] written = written(memory);
            memory = rule.begin(study.goal());
            StateReader in = new StateReader(written);
            memory.read(in);
            assertEquals(0, in.remaining(), "bytes left unread");
        }
    }

    /**
     * Values are rounded first, and infinities made finite: where the originals interpolate between
     * two values, they round, and treat an infinite upper one unlike a lower one.
     */
    @ParameterizedTest
    @MethodSource("studies")
    void whatIsToMaximiseMirrorsWhatIsToMinimise(RecordedStudy study) {
        Goal other = study.goal() == Goal.MINIMIZE ? Goal.MAXIMIZE : Goal.MINIMIZE;
        StudyPreset.Memory memory = study.rule().begin(study.goal());
        StudyPreset.Memory mirrored = study.rule().begin(other);
        for (RecordedStudy.Line line : study.lines()) {
            assertEquals(
                    decide(memory, rounded(line, 1)).fires(),
                    decide(mirrored, rounded(line, -1)).fires(),
                    line.text());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasDefaultsAndItsName(String name) {
        assertEquals(name, StudyPresets.of(name, Parameters.none()).name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAParameterItDoesNotHave(String name) {
        String refusal =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        StudyPresets.of(
                                                name,
                                                new Parameters("rules.x", Map.of("patiense", 3))))
                        .getMessage();
        assertTrue(refusal.startsWith("rules.x.patiense=3 is unknown, there are "), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "optuna.percentile, percentile, 101, is not between 0.0 and 100.0",
        "optuna.median, interval_steps, 0, is below 1",
        "optuna.successive_halving, min_resource, 0, is below 1",
        "optuna.successive_halving, min_resource, some, is neither auto nor a whole number",
        "optuna.successive_halving, bootstrap_count, 2, needs a number for min_resource",
        "optuna.successive_halving, reduction_factor, 1, is below 2",
        "optuna.hyperband, bootstrap_count, 2, needs a number for max_resource",
        "optuna.hyperband, max_resource, 0, is below 1",
        "optuna.hyperband, study_name, 3, is no text",
        "optuna.wilcoxon, p_threshold, 2, is not between 0.0 and 1.0",
        "ray.asha, brackets, 2, 'is not 1: beyond, the original draws them at random'",
        "ray.asha, grace_period, 101, is above max_t=100",
        "ray.asha, reduction_factor, 1, is not above 1",
        "wandb.hyperband, eta, 1, is not above 1",
        "wandb.hyperband, max_iter, 5, has no band with s=0",
        "katib.medianstop, start_step, 0, is below 1",
        "determined.asha, divisor, 1, is not above 1",
    })
    void refusesWhatTheOriginalRefuses(String name, String parameter, String text, String why) {
        Object value = text.matches("\\d+") ? (Object) Integer.valueOf(text) : text;
        String refusal =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        StudyPresets.of(
                                                name,
                                                new Parameters("x", Map.of(parameter, value))))
                        .getMessage();
        assertTrue(
                refusal.startsWith("x." + parameter + "=" + text) && refusal.endsWith(why),
                refusal);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        String refusal =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> StudyPresets.of("optuna.asha", Parameters.none()))
                        .getMessage();
        assertFalse(names().isEmpty());
        assertEquals(
                "preset=optuna.asha is unknown, there are " + String.join(", ", names()), refusal);
    }

    private static Decision decide(StudyPreset.Memory memory, RecordedStudy.Line line) {
        if (line.report() == null) {
            memory.completed(line.trial());
            return Decision.CONTINUE;
        }
        return memory.report(line.report());
    }

    private static RecordedStudy.Line rounded(RecordedStudy.Line line, int sign) {
        StudyPreset.Report report = line.report();
        if (report == null) {
            return line;
        }
        double finite = Math.max(-1e6, Math.min(1e6, report.value()));
        double value = sign * Math.rint(finite * 1024) / 1024;
        return new RecordedStudy.Line(
                line.text(),
                line.trial(),
                new StudyPreset.Report(report.trial(), report.resource(), value),
                line.stops());
    }

    private static byte[] written(StudyPreset.Memory memory) {
        StateWriter out = new StateWriter();
        memory.write(out);
        return out.toByteArray();
    }
}
