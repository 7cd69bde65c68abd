package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as a user runs it: real training, real Kafka, and what was found at the end of it. */
class DemoIT {

    @TempDir static Path scratch;

    private static Path data;
    private static JsonNode report;

    static Stream<String> healthy() {
        return Stream.of("cosine-4e-3", "cosine-5e-3", "wsd-3e-3", "constant-3e-3");
    }

    @BeforeAll
    static void runOnce() throws Exception {
        data = scratch.resolve("data");
        try (DemoProcess demo =
                new DemoProcess(scratch, "--once", "--json", "--data", data.toString())) {
            assertEquals(ExitCode.OK, demo.exitCode(), demo.err());
            assertFalse(demo.err().contains("\tat "), demo.err());
            // Fails unless stdout is one JSON document and nothing else.
            report = JsonMapper.shared().readTree(demo.out());
        }
    }

    @Test
    void everyRunIsAccountedFor() {
        assertEquals(13, report.at("/runs").size());
        assertTrue(report.at("/settled").asBoolean());
        for (JsonNode run : report.at("/runs")) {
            assertEquals(3000, run.at("/plan/total_steps").asLong(), name(run));
            assertFalse(run.at("/plan/lr_schedule/type").isMissingNode(), name(run));
        }
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void aHealthyRunIsForecastAllTheWayAndLeftInPeace(String label) {
        JsonNode run = run(label);
        assertEquals("completed", run.at("/state").asString());
        assertEquals(3, run.at("/forecasts").size());
        assertEquals(List.of(), values(run, "stop_signals", "rule"));
        assertEquals(List.of(), grave(run), run.toPrettyString());
        // The first evaluation from each share on, however busy the machine.
        assertEquals(List.of("750", "1500", "2250"), values(run, "forecasts", "step"));
        double end = run.at("/final_value").asDouble();
        for (JsonNode forecast : run.at("/forecasts")) {
            double mean = forecast.at("/estimate/mean").asDouble();
            double sd = forecast.at("/estimate/sd").asDouble();
            assertTrue(
                    Math.abs(end - mean) < 4 * sd,
                    "seen " + forecast.at("/seen") + ": " + mean + " ± " + sd + ", was " + end);
        }
        double late = run.at("/forecasts/2/estimate/mean").asDouble();
        assertEquals(end, late, 0.06 * end, "forecast with a quarter to go");
    }

    @Test
    void mostFinalValuesOfHealthyRunsLieInTheirIntervals() {
        List<Boolean> inside =
                healthy()
                        .flatMap(label -> run(label).at("/forecasts").valueStream())
                        .map(forecast -> forecast.at("/inside80").asBoolean())
                        .toList();
        long hits = inside.stream().filter(hit -> hit).count();
        // 80 % are promised over many runs; these few depend on each other.
        assertTrue(hits >= inside.size() / 2, hits + " of " + inside.size());
    }

    @Test
    void theDivergingRunIsFoundOutAndAdvisedToStop() {
        JsonNode run = run("sgd-hot");
        assertTrue(values(run, "anomalies", "kind").contains("divergence"), run.toPrettyString());
        assertTrue(values(run, "anomalies", "status").contains("escalated"));
        assertTrue(values(run, "stop_signals", "rule").contains("diverged"), run.toPrettyString());
    }

    @Test
    void theRunThatTurnsNanIsFoundOutAndAdvisedToStop() {
        JsonNode run = run("careless-loss");
        assertEquals("NaN", run.at("/final_value").asString());
        assertTrue(values(run, "anomalies", "kind").contains("non_finite"), run.toPrettyString());
        assertTrue(values(run, "stop_signals", "rule").contains("non_finite"));
    }

    @ParameterizedTest
    @CsvSource({
        "sgd-hot, divergence",
        "careless-loss, non_finite",
        "bad-shard, spike",
        "same-shard, spike",
        "small-data, overfit",
        "lost-schedule, lr_off_plan",
        "wild-init, threshold",
        "hung-loader, stalled",
    })
    void aFaultyRunIsRecognisedByName(String label, String kind) {
        JsonNode run = run(label);
        assertTrue(texts(run.at("/found")).contains(kind), run.toPrettyString());
    }

    /** It is told of the run that met it second, whichever of the two that is. */
    @Test
    void theBadBatchIsToldOnceOfBothSiblings() {
        List<String> sentences = new ArrayList<>();
        for (JsonNode run : report.at("/runs")) {
            for (JsonNode turn : run.at("/anomalies")) {
                if (turn.at("/kind").asString().equals("bad_batch")) {
                    sentences.add(turn.at("/sentence").asString());
                }
            }
        }
        assertEquals(1, sentences.size(), sentences.toString());
        assertTrue(sentences.get(0).contains("char-lm/bad-shard"), sentences.toString());
        assertTrue(sentences.get(0).contains("char-lm/same-shard"), sentences.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad-shard", "same-shard"})
    void theBadShardIsASpikeThatPasses(String label) {
        JsonNode run = run(label);
        assertTrue(values(run, "anomalies", "kind").contains("spike"), run.toPrettyString());
        assertFalse(values(run, "anomalies", "kind").contains("divergence"), run.toPrettyString());
        assertTrue(values(run, "anomalies", "status").contains("resolved"), run.toPrettyString());
        assertEquals(List.of(), values(run, "stop_signals", "rule"));
    }

    @Test
    void theSilentRunIsCalledStalled() {
        JsonNode run = run("hung-loader");
        assertEquals("stalled", run.at("/state").asString());
        assertTrue(values(run, "anomalies", "kind").contains("stalled"), run.toPrettyString());
        assertTrue(run.at("/final_value").isMissingNode());
    }

    @Test
    void theHopelessSiblingIsAdvisedToStop() {
        assertTrue(values(run("tiny"), "stop_signals", "rule").contains("cannot_win"));
    }

    @Test
    void everySignalNamesItsPolicyWithTheVersionInForceAndHasTheModeOfIt() {
        String version = report.at("/policy_version").asString();
        assertTrue(version.matches("[0-9a-f]+"), version);
        for (JsonNode run : report.at("/runs")) {
            boolean competes = run.has("group");
            for (JsonNode signal : run.at("/stop_signals")) {
                assertEquals(version, signal.at("/policy_version").asString(), name(run));
                assertEquals(
                        competes ? "sweep" : "singles", signal.at("/policy").asString(), name(run));
                assertEquals(
                        competes ? "advise" : "observe", signal.at("/mode").asString(), name(run));
            }
        }
    }

    @Test
    void aSecondStartOnTheSameDataGoesOnBesideTheFirst() throws Exception {
        try (DemoProcess demo = new DemoProcess(scratch, "--data", data.toString())) {
            demo.awaitOut("char-lm-2/wsd-3e-3");
            demo.awaitOut("13 of earlier sessions kept");
            demo.interrupt();
            demo.exitCode();
            demo.awaitOut("\nearlier sessions\n");
            demo.awaitOut("  char-lm/wsd-3e-3 ");
            assertFalse(demo.err().contains("\tat "), demo.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting Kafka", "char-lm/tiny"})
    void ctrlCLeavesNothingBehind(String moment, @TempDir Path empty) throws Exception {
        try (DemoProcess demo = new DemoProcess(empty)) {
            demo.awaitOut(moment);
            demo.interrupt();
            assertEquals(130, demo.exitCode());
            assertEquals("", demo.err());
        }
        try (Stream<Path> left = Files.list(empty)) {
            assertEquals(
                    List.of(),
                    left.map(path -> path.getFileName().toString())
                            .filter(file -> file.startsWith("descentry"))
                            .toList());
        }
    }

    private static JsonNode run(String label) {
        for (JsonNode run : report.at("/runs")) {
            if (name(run).endsWith("/" + label)) {
                return run;
            }
        }
        throw new AssertionError("no run " + label + " in " + report.toPrettyString());
    }

    private static String name(JsonNode run) {
        return run.at("/run").asString();
    }

    /** Kinds of its anomalies of which somebody would be told. */
    private static List<String> grave(JsonNode run) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode turn : run.at("/anomalies")) {
            if (!turn.at("/severity").asString().equals("info")) {
                kinds.add(turn.at("/kind").asString());
            }
        }
        return kinds;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> values(JsonNode run, String list, String field) {
        List<String> values = new ArrayList<>();
        run.at("/" + list).forEach(entry -> values.add(entry.get(field).asString()));
        return values;
    }
}
