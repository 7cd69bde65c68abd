package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.START;
import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.started;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadLetterTest {

    private final Counted counted = new Counted();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "malformed_json;;{\"type\":\"checkpoint\"",
                "malformed_json;;not json at all",
                "unknown_type;type;{\"type\":\"lunch\",\"run\":\"a\"}",
                "missing_field;run;{\"type\":\"checkpoint\",\"step\":1,\"metrics\":{\"loss\":1}}",
                "invalid_value;step;{\"type\":\"checkpoint\",\"run\":\"a\",\"step\":-1,\"metrics\":{\"loss\":1}}",
                "non_numeric_metric;loss;{\"type\":\"checkpoint\",\"run\":\"a\",\"step\":1,\"metrics\":{\"loss\":\"high\"}}",
            })
    void isKeptAsReceivedWithTheReasonAndTheStreamGoesOn(
            String reason, String named, String value) {
        try (MonitorDriver driver = new MonitorDriver(TopologyConfig.DEFAULTS, counted)) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            driver.send(checkpoint("a", 1, 3));
            driver.send(new byte[] {'a'}, bytes, START);
            driver.send(checkpoint("a", 2, 2.9));

            TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
            assertArrayEquals(bytes, letter.value());
            assertArrayEquals(new byte[] {'a'}, letter.key());
            assertEquals(reason, header(letter, "descentry.reason"));
            assertTrue(
                    named == null || header(letter, "descentry.error").contains(named),
                    header(letter, "descentry.error"));
            assertEquals("descentry.run-events", header(letter, "descentry.topic"));
            assertEquals("0", header(letter, "descentry.partition"));
            assertEquals("1", header(letter, "descentry.offset"));
            assertEquals(List.of(reason), counted.rejected);
            assertEquals(2, driver.forecasts().size());
        }
    }

    @Test
    void aRecordWithoutAValueIsSetAside() {
        try (MonitorDriver driver = new MonitorDriver(TopologyConfig.DEFAULTS, counted)) {
            driver.send(new byte[] {'a'}, null, START);
            assertEquals(List.of("malformed_json"), counted.rejected);
            assertEquals(1, driver.deadLetters().size());
        }
    }

    @Test
    void anOversizedRecordIsNotLookedAtAndCutToWhatABrokerTakes() {
        try (MonitorDriver driver = new MonitorDriver(TopologyConfig.DEFAULTS, counted)) {
            driver.send(new byte[] {'a'}, new byte[1_000_000], START);
            TestRecord<byte[], byte[]> letter = driver.deadLetters().get(0);
            assertEquals("oversized", header(letter, "descentry.reason"));
            assertEquals(900_000, letter.value().length);
            assertEquals("1000000", header(letter, "descentry.original_bytes"));
        }
    }

    @Test
    void aWrongKeyIsRefusedWhereRekeyingIsOff() {
        TopologyConfig config =
                new TopologyConfig(
                        "descentry.",
                        Guarantee.EXACTLY_ONCE,
                        1_000,
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofDays(1));
        try (MonitorDriver driver = new MonitorDriver(config, counted)) {
            driver.send(null, RunEventJson.write(checkpoint("a", 1, 3)), START);
            assertEquals("wrong_key", header(driver.deadLetters().get(0), "descentry.reason"));
            assertEquals(0, driver.forecasts().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "group-news,g,not json",
        "group-news,,not json",
        "group-news,g,",
        "stop-proposals,p,of another version",
        "stop-proposals,p,'\u0003\u007f\u007f\u007f\u007fa text of two gigabytes'",
        "stop-proposals,,garbage",
        "stop-proposals,p,",
    })
    void whatIsNotOfThisMonitorOnAnInternalTopicIsSetAsideAndTheStreamGoesOn(
            String topic, String key, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        try (MonitorDriver driver = new MonitorDriver(TopologyConfig.DEFAULTS, counted)) {
            driver.send(started("a", "g", 100));
            driver.sendTo(topic, key, bytes);
            driver.send(checkpoint("a", 1, 3));

            List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
            assertEquals(1, letters.size());
            assertArrayEquals(bytes, letters.get(0).value());
            assertEquals("unreadable", header(letters.get(0), "descentry.reason"));
            assertEquals("descentry." + topic, header(letters.get(0), "descentry.topic"));
            String error = header(letters.get(0), "descentry.error");
            assertFalse(error.isBlank() || error.contains("java."), error);
            assertEquals(List.of("unreadable"), counted.rejected);
            assertEquals(1, driver.forecasts().size());
        }
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
