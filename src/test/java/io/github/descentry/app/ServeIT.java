package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.wire.RunEventJson;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code descentry serve} as a user starts and ends it. */
final class ServeIT {

    private static final Pattern KAFKA = Pattern.compile("running: Kafka (\\S+)");

    @TempDir Path folder;

    @Test
    void eventsBecomeAnswersAndOutliveAnOrderlyEnd() throws Exception {
        try (MonitorProcess monitor = embedded()) {
            monitor.url();
            Matcher kafka = KAFKA.matcher(monitor.log());
            assertTrue(kafka.find(), monitor.log());
            send(kafka.group(1));
            Waiting.until(
                    () -> monitor.get("/api/v1/runs/a/b").contains("\"step\":5"),
                    "the run is answered for");
            Waiting.until(
                    () ->
                            monitor.get("/metrics")
                                    .contains(
                                            "descentry_rejects_total{reason=\"malformed_json\"}"
                                                    + " 1.0"),
                    "the broken record is counted");
            assertEquals("{\"status\":\"running\"}", monitor.get("/readyz"));

            try (MonitorProcess second = embedded()) {
                assertEquals(ExitCode.USAGE, second.await());
                assertTrue(second.log().contains("in use by another process"), second.log());
            }

            // 128 + SIGTERM: the process ended by the signal, after it had put everything away.
            assertEquals(143, monitor.terminate());
            assertTrue(monitor.log().contains("ending"), monitor.log());
        }
        try (MonitorProcess again = embedded()) {
            Waiting.until(
                    () -> again.get("/api/v1/runs/a/b").contains("\"step\":5"),
                    "the run is still known");
            Waiting.until(
                    () ->
                            again.get("/metrics")
                                    .contains("descentry_run_step{group=\"\",run=\"a/b\"} 5.0"),
                    "its series are there without a new report");
            assertTrue(
                    again.get("/metrics")
                            .contains("descentry_rejects_total{reason=\"malformed_json\"} 0.0"));
        }
    }

    /** Whoever ends it while Kafka starts has made no mistake, and waits for no monitor. */
    @Test
    void anEndDuringTheStartIsNoErrorAndStartsNothingMore() throws Exception {
        Path kafka = folder.resolve("data").resolve("kafka").resolve("meta.properties");
        try (MonitorProcess monitor = embedded()) {
            while (!Files.exists(kafka)) {
                Thread.sleep(10); // Kafka is on its way for a second only.
            }
            assertEquals(143, monitor.terminate());
            assertFalse(monitor.log().contains("descentry: "), monitor.log());
            assertFalse(monitor.log().contains("created topics"), monitor.log());
        }
    }

    @Test
    void anUnreachableKafkaIsSaidInOneLine() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (MonitorProcess monitor =
                MonitorProcess.start(
                        folder.resolve("data"),
                        List.of("serve", "--bootstrap", "127.0.0.1:" + nobody, "--port", "0"))) {
            assertEquals(ExitCode.USAGE, monitor.await());
            assertEquals(1, monitor.log().strip().lines().count(), monitor.log());
            assertTrue(monitor.log().contains("127.0.0.1:" + nobody), monitor.log());
        }
    }

    private MonitorProcess embedded() throws Exception {
        Path data = folder.resolve("data");
        return MonitorProcess.start(
                data,
                List.of(
                        "serve",
                        "--embedded",
                        "--data",
                        data.toString(),
                        "--kafka-port",
                        "0",
                        "--port",
                        "0"));
    }

    /** As a client without keys does, and one whose record is broken. */
    private static void send(String bootstrap) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap,
                                "max.in.flight.requests.per.connection",
                                1),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (long step = 1; step <= 5; step++) {
                Checkpoint checkpoint =
                        new Checkpoint(
                                "a/b",
                                OptionalInt.empty(),
                                step,
                                Instant.now(),
                                OptionalDouble.empty(),
                                Map.of("loss", 3.0 / step));
                producer.send(
                        new ProducerRecord<>(
                                "descentry.run-events", RunEventJson.write(checkpoint)));
            }
            producer.send(
                    new ProducerRecord<>(
                            "descentry.run-events", "{".getBytes(StandardCharsets.UTF_8)));
        }
    }
}
