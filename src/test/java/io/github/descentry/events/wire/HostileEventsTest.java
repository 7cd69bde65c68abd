package io.github.descentry.events.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunEvent;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.GroupOutcome;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the reader lets in, the monitor takes, and what it answers can be written and read: one
 * record that kills the topology would kill it again after every restart.
 */
class HostileEventsTest {

    private static final int EVENTS = 1500;
    private static final String[] NUMBERS = {
        "1.5",
        "3.2",
        "3.1",
        "2.9",
        "0",
        "-0.0",
        "-1",
        "1e-320",
        "1e308",
        "-1e308",
        "1e999",
        "NaN",
        "\"-Infinity\"",
        "1e-300",
        "123456789012345678901234567890",
        "null"
    };
    private static final String[] STEPS = {
        "0", "1", "2", "10", "100", "1000", "999999999999999", "1000000000000000", "5.0"
    };
    private static final String[] TIMES = {
        "\"0001-01-01T00:00:00Z\"",
        "\"9998-12-31T23:59:59-23:59\"",
        "\"2026-11-22T20:00:00Z\"",
        "1795378200000",
        "null"
    };
    private static final String[] SCHEDULES = {
        "{\"type\":\"constant\",\"peak\":1e-300}",
        "{\"type\":\"cosine\",\"peak\":1e300,\"warmup_steps\":1000000000000000}",
        "{\"type\":\"linear\",\"peak\":1e-320,\"end\":1e308}",
        "{\"type\":\"wsd\",\"peak\":1,\"decay_steps\":1000000000000000}",
        "{\"type\":\"step\",\"peak\":1,\"milestones\":[],\"factor\":1e300}",
        "{\"type\":\"step\",\"peak\":1,\"milestones\":[5,3,3,0],\"factor\":1e-300}",
        "{\"type\":\"piecewise\",\"points\":[{\"step\":0,\"rate\":0}]}",
        "null"
    };

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 20261123})
    void theMonitorTakesWhatTheReaderLetsIn(long seed) {
        Random random = new Random(seed);
        RunEventJson json = new RunEventJson();
        RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
        GroupMonitor groups = new GroupMonitor(MonitorConfig.defaults());
        RunMemory memory = new RunMemory("r");
        GroupMemory group = new GroupMemory("g");
        int forecasts = 0;
        long ordinary = 0;
        for (int i = 0; i < EVENTS; i++) {
            // Long stretches of an ordinary run between the blows, so that there is a fit to hit.
            String text = i % 100 < 60 ? ordinary(ordinary++, random) : hostile(random);
            RunEvent event = json.read(text.getBytes(StandardCharsets.UTF_8), AnyRecord.FALLBACK);
            Outcome outcome;
            try {
                outcome = monitor.step(memory, event, AnyRecord.FALLBACK.plusSeconds(i));
            } catch (RuntimeException e) {
                throw new AssertionError("event " + i + ": " + text, e);
            }
            memory = RunMemory.decode(memory.encode());
            assertTrue(memory.encode().length < 200_000, text);
            for (Forecast forecast : outcome.forecasts()) {
                forecasts++;
                survives("forecast", forecast, text);
                if (forecast.objective() && forecast.group().isPresent()) {
                    GroupOutcome answer = groups.step(group, forecast);
                    group = GroupMemory.decode(group.encode());
                    survives("forecast", answer.forecast(), text);
                    answer.leaderboard().ifPresent(board -> survives("leaderboard", board, text));
                    answer.signals().forEach(signal -> survives("stop_signal", signal, text));
                }
            }
            outcome.anomalies().forEach(anomaly -> survives("anomaly", anomaly, text));
            outcome.signals().forEach(signal -> survives("stop_signal", signal, text));
            monitor.silence(memory, AnyRecord.FALLBACK.plusSeconds(i))
                    .forecasts()
                    .forEach(forecast -> survives("forecast", forecast, text));
        }
        assertTrue(forecasts > EVENTS / 4, "forecasts=" + forecasts);
    }

    private static void survives(String type, Object record, String cause) {
        byte[] bytes = AnyRecord.write(record);
        Object again;
        try {
            again = AnyRecord.read(type, bytes);
        } catch (RejectedRecord e) {
            throw new AssertionError(cause + " was answered by " + record, e);
        }
        assertEquals(record, again);
        assertArrayEquals(bytes, AnyRecord.write(again));
    }

    private static String ordinary(long step, Random random) {
        double loss = 2 + 3 / Math.sqrt(step + 1) + 0.01 * random.nextGaussian();
        String time = Instant.parse("2026-11-22T20:00:00Z").plusSeconds(step).toString();
        return "{\"type\":\"checkpoint\",\"run\":\"r\",\"step\":%d,\"time\":\"%s\",\"metrics\":{\"loss\":%s}}"
                .formatted(step, time, loss);
    }

    private static String hostile(Random random) {
        return switch (random.nextInt(8)) {
            case 0 ->
                    "{\"type\":\"run_started\",\"run\":\"r\",\"group\":\"g\",\"time\":%s,\"attempt\":%s,\"plan\":{\"total_steps\":%s,\"lr_schedule\":%s},\"objective\":%s}"
                            .formatted(
                                    any(TIMES, random),
                                    any(List.of("null", "1", "2", "1000000000"), random),
                                    any(List.of("1", "1000", "1000000000000000", "null"), random),
                                    any(SCHEDULES, random),
                                    any(
                                            List.of(
                                                    "null",
                                                    "{\"metric\":\"loss\",\"target\":-1e308}",
                                                    "{\"metric\":\"acc\",\"goal\":\"maximize\",\"target\":1e308}"),
                                            random));
            case 1 ->
                    "{\"type\":\"run_ended\",\"run\":\"r\",\"time\":%s,\"status\":\"%s\"}"
                            .formatted(
                                    any(TIMES, random),
                                    any(List.of("completed", "failed", "stopped"), random));
            default ->
                    "{\"type\":\"checkpoint\",\"run\":\"r\",\"step\":%s,\"time\":%s,\"tokens\":%s,\"metrics\":{\"loss\":%s,\"acc\":%s,\"lr\":%s,\"grad_norm\":%s,\"m%d/loss\":%s}}"
                            .formatted(
                                    any(STEPS, random),
                                    any(TIMES, random),
                                    any(List.of("0", "1e308", "null"), random),
                                    any(NUMBERS, random),
                                    any(NUMBERS, random),
                                    any(NUMBERS, random),
                                    any(NUMBERS, random),
                                    random.nextInt(1000),
                                    any(NUMBERS, random));
        };
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String any(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }
}
