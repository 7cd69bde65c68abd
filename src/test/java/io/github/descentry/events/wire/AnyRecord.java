package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import java.time.Instant;

/** Reads and writes records of every type alike, for tests that go over all of them. */
final class AnyRecord {

    static final Instant FALLBACK = Instant.parse("2026-11-22T21:00:00Z");

    private static final RunEventJson EVENTS = new RunEventJson();

    private AnyRecord() {}

    static byte[] write(Object record) {
        if (record instanceof RunEvent event) {
            return RunEventJson.write(event);
        }
        if (record instanceof Forecast forecast) {
            return RecordJson.FORECAST.write(forecast);
        }
        if (record instanceof Anomaly anomaly) {
            return RecordJson.ANOMALY.write(anomaly);
        }
        if (record instanceof UnfittedRun unfitted) {
            return RecordJson.UNFITTED_RUN.write(unfitted);
        }
        return record instanceof StopSignal signal
                ? RecordJson.STOP_SIGNAL.write(signal)
                : RecordJson.LEADERBOARD.write((Leaderboard) record);
    }

    /** Reads bytes as a record of the type, as the reader of its topic would. */
    static Object read(String type, byte[] value) {
        return switch (type) {
            case "forecast" -> RecordJson.FORECAST.read(value);
            case "anomaly" -> RecordJson.ANOMALY.read(value);
            case "stop_signal" -> RecordJson.STOP_SIGNAL.read(value);
            case "unfitted_run" -> RecordJson.UNFITTED_RUN.read(value);
            case "leaderboard" -> RecordJson.LEADERBOARD.read(value);
            default -> EVENTS.read(value, FALLBACK);
        };
    }
}
