package io.github.descentry.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {

    @TempDir Path folder;

    @Test
    void keepsRecordsOverARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("t", Optional.of(1), Optional.empty())))
                        .all()
                        .get();
            }
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka.bootstrapServers()),
                            new StringSerializer(),
                            new StringSerializer())) {
                producer.send(new ProducerRecord<>("t", "k", "v")).get();
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            assertEquals(List.of("v"), read(kafka, 1));
        }
    }

    @Test
    void refusesAFolderInUse() {
        try (EmbeddedKafka first = EmbeddedKafka.start(folder, 0)) {
            BrokerFailure failure =
                    assertThrows(BrokerFailure.class, () -> EmbeddedKafka.start(folder, 0));
            assertTrue(failure.getMessage().contains("in use"), failure.getMessage());
            assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
            assertFalse(first.bootstrapServers().endsWith(":0"));
        }
    }

    @Test
    void refusesAPortInUseAndLeavesTheFolderFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            BrokerFailure failure =
                    assertThrows(
                            BrokerFailure.class,
                            () -> EmbeddedKafka.start(folder, taken.getLocalPort()));
            assertTrue(
                    failure.getMessage().contains("port " + taken.getLocalPort()),
                    failure.getMessage());
        }
        EmbeddedKafka.start(folder, 0).close();
    }

    @Test
    void refusesDataOfANewerVersion() throws Exception {
        EmbeddedKafka.start(folder, 0).close();
        Files.writeString(
                folder.resolve("descentry.properties"), "metadata.level=999\nkafka.version=9.9.9");
        BrokerFailure failure =
                assertThrows(BrokerFailure.class, () -> EmbeddedKafka.start(folder, 0));
        assertTrue(
                failure.getMessage().contains("newer version (Kafka 9.9.9"), failure.getMessage());
    }

    @Test
    void aTemporaryFolderGoesWithTheBroker() {
        EmbeddedKafka kafka = EmbeddedKafka.startTemporary(0);
        Path before = kafka.temporaryFolder().orElseThrow();
        assertTrue(Files.exists(before));
        kafka.close();
        kafka.close();
        assertFalse(Files.exists(before));
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            for (int i = 0; i < 100 && values.size() < count; i++) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
