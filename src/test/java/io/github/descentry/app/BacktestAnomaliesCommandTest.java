package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny corpus, whose verdicts are worked by hand. */
@Isolated("replaces the standard streams")
class BacktestAnomaliesCommandTest {

    private static final int REPORTS = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();
    private final ByteArrayOutputStream out = streams.out();
    private final ByteArrayOutputStream err = streams.err();

    @TempDir private Path folder;

    /**
     * Four runs of 100 reports, one every ten seconds, that fall without noise.
     *
     * <ul>
     *   <li>{@code silent}, healthy: an hour's pause before report 50 that nobody labelled;
     *   <li>{@code paused}, healthy: the same pause, labelled;
     *   <li>{@code broken}, outcome nan: no number in reports 30 to 40, labelled;
     *   <li>{@code odd}, healthy: no number at report 20, which is labelled as a bad batch.
     * </ul>
     */
    @BeforeEach
    void record() throws IOException {
        StringBuilder curves = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        for (String run : new String[] {"silent", "paused", "broken", "odd"}) {
            boolean pauses = run.equals("silent") || run.equals("paused");
            for (int report = 0; report < REPORTS; report++) {
                boolean bad =
                        run.equals("broken") && report >= 30 && report <= 40
                                || run.equals("odd") && report == 20;
                double value = 2 + 3 / Math.sqrt(report + 1.0);
                long wall = 10_000L * report + (pauses && report >= 50 ? 3_600_000 : 0);
                curves.append(run + "," + report + ",train_loss," + (bad ? "NaN" : value))
                        .append(",,," + wall + "\n");
            }
        }
        Files.writeString(folder.resolve("tiny.csv"), curves);
        Files.writeString(
                folder.resolve("runs.csv"),
                """
                run,collection,outcome
                silent,tiny,ok
                paused,tiny,ok
                broken,tiny,nan
                odd,tiny,ok
                """);
        Files.writeString(
                folder.resolve("labels.csv"),
                """
                run,metric,event,start_step,end_step,note
                paused,wall_ms,wall_gap,49,50,saved <slowly>
                broken,train_loss,nan,30,40,
                odd,train_loss,spike1,20,20,
                """);
    }

    private int backtest(String... more) {
        String[] arguments = {"backtest", "anomalies", "--curves", folder.toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Main.execute(all);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Two false alarms in 300 healthy reports are 6,666.7 per million. */
    @Test
    void jsonIsWhatTheVerdictsAddUpTo() {
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "non_finite,stalled"));
        JsonNode json = JSON.readTree(printed());
        String golden =
                """
                {"runs": 4, "checkpoints": 400, "healthy_runs": 3, "healthy_checkpoints": 300,
                 "false_alarms": 2, "false_alarms_per_million": 6666.666666666667,
                 "on_single_bad_batches": 1, "informational": 0, "outside_labels": 0,
                 "lasting": {"labelled": 0, "found": 0, "median_delay_checkpoints": null},
                 "kinds": [
                   {"kind": "non_finite", "labelled": 1, "found": 1, "found_standing": 0,
                    "informed": 0, "median_delay_checkpoints": 0.0, "false_alarms": 1},
                   {"kind": "stalled", "labelled": 1, "found": 1, "found_standing": 0,
                    "informed": 0, "median_delay_checkpoints": 0.0, "false_alarms": 1}]}
                """;
        JsonNode expected = JSON.readTree(golden);
        for (String key : expected.propertyNames()) {
            assertEquals(expected.get(key), json.get(key), key);
        }
        assertEquals(1, json.get("collections").size());
        assertEquals(expected.get("kinds"), json.get("collections").get(0).get("kinds"));
        assertEquals("tiny", json.get("collections").get(0).get("collection").asString());
        assertEquals(2, json.get("wrong").size());
        JsonNode stall = json.get("wrong").get(0);
        assertEquals("silent", stall.get("run").asString());
        assertEquals("stalled", stall.get("kind").asString());
        assertEquals(49, stall.get("step").asLong());
        assertEquals("false_alarm", stall.get("fault").asString());
    }

    /**
     * On the training losses ours has the two values that are no numbers, and of the others
     * Lightning's rule alone minds them: in {@code broken} it finds the event, in {@code odd} it is
     * wrong as we are. A loss that only falls is no spike to anyone.
     */
    @Test
    void rulesOfOtherToolsStandBesideOurs() {
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "non_finite"));
        JsonNode peers = JSON.readTree(printed()).get("peers");
        StringBuilder rows = new StringBuilder();
        for (JsonNode peer : peers) {
            JsonNode nan = peer.get("kinds").get(0);
            assertEquals("non_finite", nan.get("kind").asString());
            rows.append(peer.get("name").asString())
                    .append(" " + peer.get("healthy_checkpoints").asInt())
                    .append(" " + peer.get("false_alarms").asInt())
                    .append(" " + nan.get("found").asInt() + "/" + nan.get("labelled").asInt())
                    .append("\n");
        }
        assertEquals(
                """
                descentry 300 1 1/1
                olmo.stability 300 0 0/1
                llm_foundry.kill_loss_spike 300 0 0/1
                lightning.spike_detection 300 1 1/1
                megatron.spiky_loss 300 0 0/1
                trainscope.cusum 300 0 0/1
                zscore.mad 300 0 0/1
                """,
                rows.toString());
    }

    @Test
    void theTableSaysTheSame() {
        assertEquals(ExitCode.OK, backtest("--kind", "non_finite,stalled"));
        String text = printed();
        assertTrue(
                text.startsWith(
                        "4 runs, 3 of them healthy, with 300 reports: 2 false alarms, 6667"
                                + " per million\n"),
                text);
        assertTrue(text.contains("lightning.spike_detection"), text);
    }

    @Test
    void whereNoRunIsHealthyThereIsNoRate() throws IOException {
        Path runs = folder.resolve("runs.csv");
        Files.writeString(runs, Files.readString(runs).replace(",ok", ",diverged"));
        assertEquals(ExitCode.OK, backtest("--kind", "stalled"));
        String text = printed();
        assertTrue(
                text.startsWith("4 runs, 0 of them healthy, with 0 reports: 0 false alarms\n"),
                text);
        assertFalse(text.contains("NaN"), text);
    }

    @Test
    void aRunWithoutValuesIsNotHealthy() throws IOException {
        String empty = "none,0,train_loss,,,,\nnone,1,train_loss,,,,\n";
        Path curves = folder.resolve("tiny.csv");
        Files.writeString(curves, Files.readString(curves) + empty);
        Path runs = folder.resolve("runs.csv");
        Files.writeString(runs, Files.readString(runs) + "none,tiny,ok\n");
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "stalled"));
        assertEquals(3, JSON.readTree(printed()).get("healthy_runs").asInt());
        out.reset();
        Files.writeString(curves, "run,step,metric,value,lr,tokens,wall_ms\n" + empty);
        assertEquals(ExitCode.USAGE, backtest());
        assertTold("holds no run with values");
        assertEquals("", printed());
    }

    @Test
    void theReportDrawsEveryWrongVerdictAndIsOneFile() throws Exception {
        Path report = folder.resolve("report.html");
        assertEquals(
                ExitCode.OK,
                backtest("--kind", "non_finite,stalled", "--report", report.toString()));
        String html = Files.readString(report);
        var page =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(html)));
        assertEquals(2, page.getElementsByTagName("figure").getLength());
        long charts = html.lines().filter(line -> line.contains("<svg class=\"chart\"")).count();
        assertEquals(4, charts);
        assertFalse(html.contains("http"));
        assertTrue(html.contains("4 recorded runs of “" + folder.getFileName() + "” went"), html);
        assertFalse(html.contains(folder.getParent().toString()));
        assertFalse(html.contains("curves="));
        assertTrue(html.contains("No lasting spike and no divergence is labelled."));
        assertFalse(html.contains("– reports"));
        assertTrue(html.contains("stalled, critical at step") || html.contains("stalled, warning"));
        assertTrue(html.contains("evidence: "));
        assertTrue(html.contains("False alarms on healthy runs: 2"));
        assertTrue(html.contains("Missed: 0"));
    }

    @Test
    void withoutAnOutcomeARunIsHealthyIfNothingBadIsLabelled() throws IOException {
        Files.delete(folder.resolve("runs.csv"));
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "stalled"));
        assertEquals(3, JSON.readTree(printed()).get("healthy_runs").asInt());
    }

    @Test
    void settingsOfTheConfigurationHold() throws IOException {
        Path config = folder.resolve("patient.yaml");
        Files.writeString(config, "detect:\n  stalled:\n    floor: 2h\n");
        assertEquals(
                ExitCode.OK,
                backtest("--json", "--kind", "stalled", "--config", config.toString()));
        assertEquals(0, JSON.readTree(printed()).get("false_alarms").asInt());
    }

    /** All runs come below the bound for good, and nobody has labelled that. */
    @Test
    void theUsersRuleThatFiredIsNamed() throws IOException {
        Path config = folder.resolve("rules.yaml");
        Files.writeString(config, "detect:\n  rules:\n    - train_loss < 2.4 for 3 reports\n");
        Path report = folder.resolve("report.html");
        assertEquals(
                ExitCode.OK,
                backtest(
                        "--json",
                        "--kind",
                        "threshold,stalled",
                        "--config",
                        config.toString(),
                        "--report",
                        report.toString()));
        JsonNode json = JSON.readTree(printed());
        int rules = 0;
        for (JsonNode wrong : json.get("wrong")) {
            boolean ofRule = wrong.get("kind").asString().equals("threshold");
            assertEquals(ofRule, wrong.has("rule"), wrong.toString());
            if (ofRule) {
                rules++;
                assertEquals("train_loss < 2.4 for 3 reports", wrong.get("rule").asString());
            }
        }
        assertTrue(rules > 0 && rules < json.get("wrong").size(), json.toString());
        assertTrue(
                Files.readString(report).contains("rule: train_loss &lt; 2.4 for 3 reports"),
                Files.readString(report));
    }

    @Test
    void rulesOfOtherToolsAreLeftAsideWhereNothingTheyLookForIsAskedFor() throws IOException {
        Path report = folder.resolve("report.html");
        String kinds = "threshold,change,stalled";
        assertEquals(ExitCode.OK, backtest("--kind", kinds, "--report", report.toString()));
        assertFalse(printed().contains("on training losses"), printed());
        assertFalse(printed().contains("olmo.stability"), printed());
        assertFalse(Files.readString(report).contains("Next to other tools"));
        out.reset();
        assertEquals(ExitCode.OK, backtest("--kind", kinds + ",spike"));
        assertTrue(printed().contains("on training losses"), printed());
        out.reset();
        assertEquals(ExitCode.OK, backtest("--kind", kinds, "--json"));
        assertEquals(0, JSON.readTree(printed()).get("peers").size());
    }

    @Test
    void whereThePageIsIsSaidBesideWhatIsPrinted() {
        assertEquals(ExitCode.OK, backtest("--json"));
        String without = printed();
        out.reset();
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        String report = folder.resolve("report.html").toString();
        assertEquals(ExitCode.OK, backtest("--json", "--report", report));
        assertEquals(without, printed());
        assertTold("the page is in " + report);
    }

    @Test
    void aCollectionWithAMistakeInItsHeaderIsSaidToBeLeftOut() throws IOException {
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "stalled"));
        String without = printed();
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        out.reset();
        Path typo = folder.resolve("typo.csv");
        Files.writeString(typo, "run,steps,metric,value\nlost,1,train_loss,3\n");
        assertEquals(ExitCode.OK, backtest("--json", "--kind", "stalled"));
        assertEquals(without, printed());
        assertTold("descentry: left out: " + typo + ":1: no recorded curves: the header must have");
    }

    @Test
    void mistakesAreToldInOneLine() throws IOException {
        assertEquals(ExitCode.USAGE, backtest("--kind", "spikes"));
        assertTold("kind=spikes is none of non_finite, spike, divergence");
        assertEquals(
                ExitCode.USAGE, backtest("--report", folder.resolve("no/page.html").toString()));
        assertTold("page.html cannot be written: there is no such folder");
        assertEquals(ExitCode.USAGE, backtest("--report", folder.toString()));
        assertTold("report=" + folder + " cannot be written: it is a folder");
        assertEquals("", printed());
        Files.writeString(
                folder.resolve("labels.csv"), "run,metric,event,start_step,end_step\na,b,c,1,2\n");
        assertEquals(ExitCode.USAGE, backtest());
        assertTold("labels.csv:2: event=c is none of");
        assertEquals(ExitCode.USAGE, backtest("--config", folder.resolve("none.yaml").toString()));
        assertTold("none.yaml does not exist");
    }

    @Test
    void aFolderWithoutValuesIsNoStudyWithoutFalseAlarms() throws IOException {
        Files.delete(folder.resolve("runs.csv"));
        Files.delete(folder.resolve("labels.csv"));
        Files.writeString(folder.resolve("tiny.csv"), "run,step,metric,value\n");
        assertEquals(ExitCode.USAGE, backtest("--json"));
        assertTold("holds no run with values");
        assertEquals("", printed());
    }

    private void assertTold(String message) {
        String told = err.toString(StandardCharsets.UTF_8);
        err.reset();
        assertTrue(told.contains(message), told);
        assertEquals(1, told.lines().count(), told);
    }
}
