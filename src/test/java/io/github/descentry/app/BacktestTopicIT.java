package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.broker.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What jobs have sent to a topic is judged as the folder it was replayed from. */
@Isolated("replaces the standard streams")
class BacktestTopicIT {

    private static final int STEPS = 400;
    private static EmbeddedKafka kafka;

    @TempDir private Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.startTemporary(0);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    /** Five runs whose distances stay as they are; one leaps for a while, one loses its numbers. */
    @BeforeEach
    void record() throws Exception {
        StringBuilder csv = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        StringBuilder runs = new StringBuilder("run,collection,planned_steps,outcome\n");
        for (int run = 0; run < 5; run++) {
            runs.append("sweep/run%d,tiny,%d,ok%n".formatted(run, STEPS));
            for (int step = 1; step <= STEPS; step++) {
                double value = 2 + run + 3 / Math.sqrt(step) + 0.01 * Math.sin(step * (run + 1));
                value += run == 1 && step >= 300 ? 4 : 0;
                boolean lost = run == 2 && step > 350;
                csv.append(
                        String.format(
                                Locale.ROOT,
                                "sweep/run%d,%d,train_loss,%s,,,%d%n",
                                run,
                                step,
                                lost ? "nan" : Double.toString(value),
                                1000L * step));
            }
        }
        Files.writeString(folder.resolve("tiny.csv"), csv);
        Files.writeString(folder.resolve("runs.csv"), runs);
    }

    @Test
    void aTopicIsJudgedAsTheFolderItWasReplayedFrom() throws Exception {
        create("same.run-events", 3);
        output("replay", folder.toString(), "--bootstrap", bootstrap(), "--prefix", "same.");
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                "policies:\n  - name: p\n    match: {group: tiny}\n    mode: advise\n"
                        + "    rules: [non_finite, unpromising, {preset: ray.asha}]\n");

        JsonNode anomalies = json("anomalies", List.of("--curves", folder.toString()));
        assertTrue(anomalies.get("wrong").size() >= 2, anomalies.toPrettyString());
        assertEquals(anomalies, json("anomalies", ofTopic("same.")));

        List<String> how = List.of("--policy", policy.toString(), "--groups", "folder");
        JsonNode stops = json("stop", plus(List.of("--curves", folder.toString()), how));
        assertTrue(stops.get("policies").get(0).get("stopped").asInt() > 0);
        assertEquals(stops, json("stop", plus(ofTopic("same."), how)));
    }

    @Test
    void everyAlarmIsListedAndGroupsAreThoseThatJobsDeclared() throws Exception {
        create("listed.run-events", 1);
        output("replay", folder.toString(), "--bootstrap", bootstrap(), "--prefix", "listed.");

        String table = output(command("anomalies", ofTopic("listed.")));
        assertTrue(table.contains("sweep/run2 step 351: "), table);
        JsonNode stops = json("stop", ofTopic("listed."));
        assertEquals("tiny (train_loss)", stops.get("groups").get(0).get("group").asString());
    }

    @Test
    void runsThatHaveNotCompletedAreNoFalseAlarmsAndInNoGroup() throws Exception {
        Files.writeString(
                folder.resolve("runs.csv"),
                Files.readString(folder.resolve("runs.csv")).replace(",ok", ",truncated"));
        create("open.run-events", 1);
        output("replay", folder.toString(), "--bootstrap", bootstrap(), "--prefix", "open.");

        JsonNode anomalies = json("anomalies", ofTopic("open."));
        assertEquals(0, anomalies.get("false_alarms").asInt());
        assertTrue(anomalies.get("outside_labels").asInt() >= 2);
        assertEquals(anomalies.get("outside_labels").asInt(), anomalies.get("wrong").size());
        assertEquals(ExitCode.USAGE, Main.execute(command("stop", ofTopic("open."))));
    }

    @Test
    void aTopicWithNothingSinceThenIsAUsersMistake() throws Exception {
        create("empty.run-events", 2);
        List<String> later = new ArrayList<>(ofTopic("empty."));
        assertEquals(ExitCode.USAGE, Main.execute(command("anomalies", later)));
        later.set(later.indexOf("empty."), "absent.");
        assertEquals(ExitCode.USAGE, Main.execute(command("stop", later)));
    }

    private static String bootstrap() {
        return kafka.bootstrapServers();
    }

    private static List<String> ofTopic(String prefix) {
        return List.of(
                "--bootstrap", bootstrap(), "--from", "2000-01-01T00:00:00Z", "--prefix", prefix);
    }

    private static List<String> plus(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static String[] command(String study, List<String> more) {
        return plus(List.of("backtest", study), more).toArray(new String[0]);
    }

    private static JsonNode json(String study, List<String> more) {
        return JsonMapper.shared().readTree(output(command(study, plus(more, List.of("--json")))));
    }

    private static String output(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            assertEquals(ExitCode.OK, Main.execute(arguments));
        } finally {
            System.setOut(before);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertFalse(text.isEmpty());
        return text;
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(
                            List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        }
    }
}
