package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.broker.EmbeddedKafka;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.Topic;
import io.github.descentry.events.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("replaces the standard streams")
class ReplayCommandIT {

    private static EmbeddedKafka kafka;

    @RegisterExtension private final CapturedStreams streams = new CapturedStreams();
    private final ByteArrayOutputStream out = streams.out();
    private final ByteArrayOutputStream err = streams.err();

    @TempDir private Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.startTemporary(0);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void recordedCurvesArriveAsLiveRunsWould() throws Exception {
        Topic<String, RunEvent> topic = Topics.withPrefix("whole.").runEvents();
        create(topic.name());
        write("lm.csv", curves(2, 40));
        write("runs.csv", "run,collection,planned_steps,schedule\nrun0,lm,39,cosine\n");

        int exit = replay("--prefix", "whole.", "--json");

        assertEquals(ExitCode.OK, exit, text(err));
        assertTrue(
                text(out).startsWith("{\"topic\":\"whole.run-events\",\"events\":84,\"runs\":2,"),
                text(out));
        List<ConsumerRecord<String, RunEvent>> records = read(topic, 84);
        List<RunEvent> first = new ArrayList<>();
        for (ConsumerRecord<String, RunEvent> one : records) {
            assertEquals(one.key(), one.value().run());
            if (one.key().equals("run0")) {
                first.add(one.value());
            }
        }
        assertEquals(84, records.size());
        assertEquals(42, first.size());
        RunStarted started = (RunStarted) first.get(0);
        assertEquals(Optional.of("lm"), started.group());
        assertEquals(39, started.plan().totalSteps().orElseThrow());
        assertEquals("checkpoint", first.get(1).type());
        assertEquals("run_ended", first.get(41).type());
    }

    @Test
    void runsGroupTopicAndLimitCanBeChosen() throws Exception {
        create("chosen");
        write("lm.csv", curves(3, 10));

        int exit = replay("--topic", "chosen", "--runs", "*n1", "--group", "g", "--limit", "5");

        assertEquals(ExitCode.OK, exit, text(err));
        assertTrue(text(out).startsWith("sent 5 events of 1 runs to chosen in "), text(out));
        List<ConsumerRecord<String, RunEvent>> records = read(topic("chosen"), 5);
        assertEquals(Optional.of("g"), ((RunStarted) records.get(0).value()).group());
        assertEquals("run1", records.get(4).key());
    }

    @Test
    void anInterruptEndsItInOrderWithWhatWasSentAcknowledged() throws Exception {
        create("interrupted");
        write("lm.csv", curves(1, 1000));
        // One step a second as recorded: it would go on for a quarter of an hour.
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "replay",
                                folder.toString(),
                                "--bootstrap",
                                kafka.bootstrapServers(),
                                "--topic",
                                "interrupted",
                                "--speed",
                                "1")
                        .redirectErrorStream(true)
                        .start();
        try {
            read(topic("interrupted"), 3);
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(130, process.exitValue(), output);
            assertTrue(output.startsWith("interrupted after "), output);
            int said = Integer.parseInt(output.split(" ")[2]);
            assertEquals(said, read(topic("interrupted"), said).size(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void nothingToReplayIsAnError() throws Exception {
        create("nothing");
        write("lm.csv", curves(1, 3));
        assertEquals(ExitCode.USAGE, replay("--topic", "nothing", "--runs", "other"));
        assertEquals(
                "descentry: " + folder + " holds no events of a run that matches --runs=other",
                text(err).strip());

        err.reset();
        write("lm.csv", "run,step,metric,value\n");
        write("events.jsonl", "");
        assertEquals(ExitCode.USAGE, replay("--topic", "nothing"));
        assertEquals(
                "descentry: " + folder + " holds no events: nothing was sent", text(err).strip());
        assertEquals("", text(out));
    }

    @Test
    void aBadLineSaysHowMuchWasSentBeforeIt() throws Exception {
        create("broken");
        String good = "{\"type\":\"checkpoint\",\"run\":\"a\",\"step\":%d,\"metrics\":{}}\n";
        write("x.jsonl", good.formatted(1) + good.formatted(2) + good.formatted(-3));

        assertEquals(ExitCode.USAGE, replay("--topic", "broken"));

        assertTrue(text(err).contains("x.jsonl:3: step=-3"), text(err));
        assertTrue(text(err).strip().endsWith("(sent before it: 2 events)"), text(err));
        assertEquals(2, read(topic("broken"), 2).size());
    }

    @Test
    void aTopicThatDoesNotExistIsRefusedBeforeAnythingIsSent() throws Exception {
        write("lm.csv", curves(1, 3));

        assertEquals(ExitCode.USAGE, replay("--topic", "absent"));

        assertEquals(
                "descentry: topic=absent does not exist on bootstrap="
                        + kafka.bootstrapServers()
                        + "; descentry serve creates it",
                text(err).strip());
    }

    @Test
    void aBrokerOutOfReachIsOneLine() throws Exception {
        write("lm.csv", curves(1, 3));
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        int exit = Main.execute("replay", folder.toString(), "--bootstrap", "127.0.0.1:" + free);

        assertEquals(ExitCode.USAGE, exit);
        assertEquals(
                "descentry: bootstrap=127.0.0.1:" + free + " did not answer within 8 s",
                text(err).strip());
    }

    private int replay(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "replay",
                                folder.toString(),
                                "--bootstrap",
                                kafka.bootstrapServers()));
        arguments.addAll(List.of(more));
        return Main.execute(arguments.toArray(new String[0]));
    }

    private static Topic<String, RunEvent> topic(String name) {
        Topic<String, RunEvent> usual = Topics.withPrefix("").runEvents();
        return new Topic<>(name, usual.key(), usual.value(), usual.cleanup());
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static List<ConsumerRecord<String, RunEvent>> read(
            Topic<String, RunEvent> topic, int count) {
        List<ConsumerRecord<String, RunEvent>> records = new ArrayList<>();
        try (KafkaConsumer<String, RunEvent> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "auto.offset.reset",
                                "earliest"),
                        topic.key().deserializer(),
                        topic.value().deserializer())) {
            consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
            // Ends by the count; the bound only keeps a broken test from hanging.
            for (int poll = 0; poll < 150 && records.size() < count; poll++) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertTrue(records.size() >= count, "records=" + records.size());
        return records;
    }

    private static String curves(int runs, int steps) {
        StringBuilder rows = new StringBuilder("run,step,metric,value,wall_ms\n");
        for (int run = 0; run < runs; run++) {
            for (int step = 0; step < steps; step++) {
                rows.append(
                        "run%d,%d,train_loss,%s,%d%n"
                                .formatted(run, step, 1 + 2.0 / (step + 1), step * 1000));
            }
        }
        return rows.toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
