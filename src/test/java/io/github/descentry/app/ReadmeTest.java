package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.app.config.Setting;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import io.github.descentry.metrics.Meter;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.topology.MonitorTopology;
import io.github.descentry.topology.TopologyConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Holds the pages for people to what the code says; a failure shows the table as it should be. */
final class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path WIRE_FORMAT = Path.of("src/site/markdown/wire-format.md");
    private static final Instant ANY_TIME = Instant.EPOCH;

    @Test
    void settingsAreThoseOfTheCode() throws IOException {
        assertEquals(Setting.table(), table("| setting |"));
    }

    @Test
    void metricsAreThoseOfTheCatalogue() throws IOException {
        StringBuilder expected =
                new StringBuilder(
                        "| metric | type | unit | labels | meaning |\n|---|---|---|---|---|\n");
        for (Meter meter : Meter.values()) {
            expected.append("| `")
                    .append(meter.exportedName())
                    .append("` | ")
                    .append(meter.type().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(meter.unit())
                    .append(" | ")
                    .append(
                            meter.labels().stream()
                                    .map(label -> "`" + label + "`")
                                    .collect(Collectors.joining(" ")))
                    .append(" | ")
                    .append(meter.help())
                    .append(" |\n");
        }
        assertEquals(expected.toString(), table("| metric | type |"));
    }

    @Test
    void reasonsOfDeadLettersAreThoseOfTheTopology() throws IOException {
        Set<String> told = new TreeSet<>();
        rows(table(WIRE_FORMAT, "| reason |")).forEach(row -> told.add(row.get(0)));
        Set<String> expected = new TreeSet<>();
        MonitorTopology.rejectReasons().forEach(reason -> expected.add("`" + reason + "`"));
        assertEquals(expected, told);
    }

    @Test
    void topicsAreThoseOfTheTopology() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Topic<?, ?> topic :
                new MonitorTopology(
                                TopologyConfig.DEFAULTS,
                                MonitorConfig.defaults(),
                                MonitorMetrics.NOOP)
                        .topics()) {
            expected.put("`" + topic.name() + "`", topic.cleanup().policy());
        }
        Map<String, String> told = new TreeMap<>();
        for (List<String> row : rows(table("| topic |"))) {
            told.put(row.get(0), row.get(3).split(" ")[0]);
        }
        assertEquals(expected, told);
        assertTrue(told.containsKey("`" + Topics.DEFAULT_PREFIX + "run-events`"), "by default");
    }

    @Test
    void commandsAreThoseOfTheProgram() throws IOException {
        Set<String> expected = new TreeSet<>();
        collect("./descentry", new CommandLine(new Main()), expected);
        Set<String> told = new TreeSet<>();
        rows(table("| command |")).forEach(row -> told.add(row.get(0).replace("`", "")));
        assertEquals(expected, told);
    }

    private static void collect(String name, CommandLine command, Set<String> into) {
        if (command.getCommandSpec().usageMessage().hidden()) {
            return; // Started by another command.
        }
        if (command.getSubcommands().isEmpty()) {
            into.add(name);
        }
        command.getSubcommands().forEach((sub, line) -> collect(name + " " + sub, line, into));
    }

    @Test
    void everyExampleOfARecordCanBeRead() throws IOException {
        int examples = 0;
        for (String line : block("json")) {
            byte[] record = line.getBytes(StandardCharsets.UTF_8);
            switch (JsonMapper.shared().readTree(line).path("type").asString()) {
                case "forecast" -> RecordJson.FORECAST.read(record);
                case "anomaly" -> RecordJson.ANOMALY.read(record);
                case "stop_signal" -> RecordJson.STOP_SIGNAL.read(record);
                case "leaderboard" -> RecordJson.LEADERBOARD.read(record);
                case "unfitted_run" -> RecordJson.UNFITTED_RUN.read(record);
                default ->
                        new RunEventJson(
                                        10_000,
                                        field -> {
                                            throw new AssertionError(field + " in " + line);
                                        })
                                .read(record, ANY_TIME);
            }
            examples++;
        }
        assertEquals(8, examples, "one of each type");
    }

    @Test
    void whatCanBeFoundAndAdvisedHasItsPlaceInThePlaybook() throws IOException {
        List<String> playbook =
                Files.readAllLines(Path.of("src/site/markdown/playbook.md")).stream()
                        .filter(line -> line.startsWith("### "))
                        .toList();
        for (Anomaly.Kind kind : Anomaly.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            assertTrue(playbook.contains("### Anomaly `" + name + "`"), name);
        }
        for (String rule : StopConfig.ALL) {
            assertTrue(playbook.contains("### Stop signal `" + rule + "`"), rule);
        }
    }

    private static String table(String start) throws IOException {
        return table(README, start);
    }

    private static String table(Path page, String start) throws IOException {
        return Files.readAllLines(page).stream()
                .dropWhile(line -> !line.startsWith(start))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<List<String>> rows(String table) {
        return table.lines()
                .skip(2)
                .map(
                        line ->
                                List.of(line.substring(1).split("\\|")).stream()
                                        .map(String::strip)
                                        .toList())
                .toList();
    }

    private static List<String> block(String language) throws IOException {
        return Files.readAllLines(README).stream()
                .dropWhile(line -> !line.equals("```" + language))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }
}
