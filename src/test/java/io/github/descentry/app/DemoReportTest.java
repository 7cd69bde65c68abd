package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Goal;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.RunState;
import io.github.descentry.views.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoReportTest {

    @Test
    void holdsEachForecastAgainstTheFinalValue() {
        JsonNode run = json(outcome(0.41)).at("/runs/0");
        assertEquals("char-lm/tiny", run.at("/run").asString());
        assertEquals("char-lm", run.at("/group").asString());
        assertEquals(3000, run.at("/plan/total_steps").asLong());
        assertEquals("cosine", run.at("/plan/lr_schedule/type").asString());
        assertEquals("completed", run.at("/state").asString());
        assertEquals(0.41, run.at("/final_value").asDouble());
        assertEquals(0.5, run.at("/forecasts/0/seen").asDouble());
        assertEquals(0.4, run.at("/forecasts/0/estimate/mean").asDouble());
        assertTrue(run.at("/forecasts/0/inside80").asBoolean());
        assertFalse(json(outcome(0.45)).at("/runs/0/forecasts/0/inside80").asBoolean());
        assertEquals("spike", run.at("/found/0").asString());
        assertEquals("stop by cannot_win", run.at("/found/1").asString());
        assertEquals("spike", run.at("/anomalies/0/kind").asString());
        assertEquals("cannot_win", run.at("/stop_signals/0/rule").asString());
    }

    @Test
    void valuesThatAreNotFiniteAreStrings() {
        JsonNode run = json(outcome(Double.NaN)).at("/runs/0");
        assertEquals("NaN", run.at("/final_value").asString());
        assertFalse(run.at("/forecasts/0/inside80").asBoolean());
        assertEquals("Infinity", run.at("/anomalies/0/evidence/value").asString());
    }

    @Test
    void aRunThatNeverEndedHasNoFinalValue() {
        JsonNode run = json(silent()).at("/runs/0");
        assertTrue(run.at("/final_value").isMissingNode());
        assertTrue(run.at("/state").isMissingNode());
    }

    @Test
    void theTableTellsTheWholeStory() {
        List<String> lines = report(outcome(0.41)).lines();
        assertEquals(
                List.of(
                        "run           at 25%  at 50%  at 75%   final in 80%  state",
                        "char-lm/tiny       -  0.4000       -  0.4100    1/1  completed",
                        "",
                        "what is wrong, and what was found",
                        "  char-lm/tiny  too small  spike, stop by cannot_win",
                        "",
                        "anomalies",
                        "  char-lm/tiny spike of val/loss: opened at 1500",
                        "",
                        "stop signals by policies 4f2a90c1d3b7: nothing was stopped",
                        "  char-lm/tiny cannot_win advised at step 900 (sweep: advise)",
                        "    why it should end, with the numbers that led to it",
                        "",
                        "earlier sessions",
                        "  char-lm/earlier  0.9000  failed"),
                lines);
    }

    @Test
    void whereNothingWasFoundThatIsSaid() {
        String lines = String.join("\n", report(silent()).lines());
        assertTrue(lines.contains("\n  nightly/hung  hangs  -\n"), lines);
        assertTrue(lines.contains("\nanomalies\n  none\n"), lines);
        assertTrue(lines.contains("nothing was stopped\n  none\n"), lines);
    }

    @Test
    void runsOfEarlierSessionsAreToldApart() {
        JsonNode report = JsonMapper.shared().readTree(report(outcome(0.41)).json());
        assertEquals(1, report.at("/runs").size());
        assertEquals("char-lm/earlier", report.at("/earlier_runs/0/run").asString());
        assertEquals("failed", report.at("/earlier_runs/0/state").asString());
        assertEquals(0.9, report.at("/earlier_runs/0/value").asDouble());
    }

    private static RunOutcome silent() {
        return new RunOutcome(
                "nightly/hung",
                "hangs",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                OptionalDouble.empty(),
                List.of(),
                List.of());
    }

    private static RunOutcome outcome(double finalValue) {
        RunView view = DemoScene.run("char-lm/tiny", RunState.COMPLETED, 0.5, 0.4, 0.01);
        RunStarted started =
                new RunStarted(
                        "char-lm/tiny",
                        Optional.empty(),
                        Optional.of("char-lm"),
                        OptionalInt.empty(),
                        DemoScene.TIME,
                        new Plan(
                                OptionalLong.of(3000),
                                OptionalDouble.empty(),
                                Optional.of(new LearningRateSchedule.Cosine(3e-3, 3e-4, 100))),
                        Optional.of(
                                new Objective("val/loss", Goal.MINIMIZE, OptionalDouble.empty())),
                        Map.of(),
                        Map.of());
        return new RunOutcome(
                "char-lm/tiny",
                "too small",
                Optional.of(started),
                Optional.of(view),
                List.of(new ForecastHistory.Entry(0.5, view.forecasts().get(0))),
                OptionalDouble.of(finalValue),
                List.of(
                        DemoScene.anomaly(
                                "char-lm/tiny",
                                Anomaly.Kind.SPIKE,
                                Anomaly.Severity.WARNING,
                                1500)),
                List.of(DemoScene.signal("char-lm/tiny", "cannot_win", 900)));
    }

    private static JsonNode json(RunOutcome outcome) {
        return JsonMapper.shared().readTree(report(outcome).json());
    }

    private static DemoReport report(RunOutcome outcome) {
        return new DemoReport(
                DemoScene.TIME,
                Duration.ofSeconds(70),
                true,
                Optional.of(DemoScene.POLICIES),
                List.of(outcome),
                List.of(DemoScene.run("char-lm/earlier", RunState.FAILED, 0.9, 0.4, 0.01)));
    }
}
