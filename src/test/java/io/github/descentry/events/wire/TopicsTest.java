package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.StopSignal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

    @Test
    void namesStartWithThePrefix() {
        assertEquals(
                List.of(
                        "team-a.run-events",
                        "team-a.forecasts",
                        "team-a.anomalies",
                        "team-a.stop-signals",
                        "team-a.group-laws",
                        "team-a.unfitted-runs",
                        "team-a.policies",
                        "team-a.dead-letters"),
                Topics.withPrefix("team-a.").all().stream().map(Topic::name).toList());
        assertThrows(IllegalArgumentException.class, () -> Topics.withPrefix("a b"));
        assertThrows(IllegalArgumentException.class, () -> Topics.withPrefix("a".repeat(101)));
    }

    @Test
    void everyRecordGoesThroughTheSerdeOfItsTopic() {
        Topics topics = Topics.withPrefix("");
        for (Golden golden : Golden.all()) {
            Topic<?, ?> topic =
                    switch (golden.type()) {
                        case "forecast" -> topics.forecasts();
                        case "anomaly" -> topics.anomalies();
                        case "stop_signal" -> topics.stopSignals();
                        case "leaderboard" -> topics.groupLaws();
                        case "unfitted_run" -> topics.unfittedRuns();
                        default -> topics.runEvents();
                    };
            assertEquals(
                    golden.record(),
                    topic.value().deserializer().deserialize(topic.name(), golden.file()));
        }
    }

    @Test
    void aTombstoneIsNullOnBothSides() {
        Topic<String, ?> forecasts = Topics.withPrefix("").forecasts();
        assertNull(forecasts.value().serializer().serialize("t", null));
        assertNull(forecasts.value().deserializer().deserialize("t", null));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2/seed1, val/loss, gpt2/seed1|val/loss",
        "a|b, c, a%7Cb|c",
        "50%, 7|C, 50%25|7%7CC",
        "a%7Cb, x, a%257Cb|x"
    })
    void aForecastsKeyIsRunAndMetric(String run, String metric, String key) {
        assertEquals(key, ForecastKey.of(run, metric));
        assertEquals(new ForecastKey(run, metric), ForecastKey.parse(key));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ForecastKey.parse("run"));
        assertThrows(IllegalArgumentException.class, () -> ForecastKey.parse("a|b|c"));
    }

    @Test
    void outgoingRecordsCarryCloudEventAttributes() {
        RecordHeaders headers = new RecordHeaders();
        CloudEventHeaders.add(headers, golden("anomaly", Anomaly.class));
        assertEquals(
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "fedcba9876543210fedcba9876543210-opened-59",
                        "ce_source", "/descentry/runs/a",
                        "ce_type", "io.github.descentry.anomaly.opened",
                        "ce_subject", "a",
                        "ce_time", "2026-11-22T20:10:00Z",
                        "content-type", "application/json"),
                texts(headers));

        // The same headers again: replaced, not doubled.
        CloudEventHeaders.add(headers, golden("stop_signal", StopSignal.class));
        assertEquals(7, headers.toArray().length);
        assertEquals("0123456789abcdef0123456789abcdef-advised", texts(headers).get("ce_id"));
        assertEquals("io.github.descentry.stop_signal.advised", texts(headers).get("ce_type"));
    }

    private static <T> T golden(String type, Class<T> kind) {
        return Golden.all().stream()
                .filter(golden -> golden.toString().equals(type + "/full"))
                .map(golden -> kind.cast(golden.record()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> texts(RecordHeaders headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
