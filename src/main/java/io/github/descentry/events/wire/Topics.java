package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import io.github.descentry.events.wire.Topic.Cleanup;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of one installation.
 *
 * @param runEvents what jobs report, by run
 * @param forecasts the latest fit and forecast of each curve, by {@link ForecastKey}
 * @param anomalies turns in the life of anomalies, by run
 * @param stopSignals advice to end runs, by run
 * @param groupLaws the leaderboard of each group, by group
 * @param unfittedRuns the runs of which no curve is fitted, by run
 * @param policies what governs the advice to end runs: one document under the key {@value
 *     #POLICIES_KEY}, the latest counts
 * @param deadLetters what came on {@code runEvents} and was rejected: key and value as received
 */
public record Topics(
        Topic<String, RunEvent> runEvents,
        Topic<String, Forecast> forecasts,
        Topic<String, Anomaly> anomalies,
        Topic<String, StopSignal> stopSignals,
        Topic<String, Leaderboard> groupLaws,
        Topic<String, UnfittedRun> unfittedRuns,
        Topic<String, Map<String, Object>> policies,
        Topic<byte[], byte[]> deadLetters) {

    public static final String DEFAULT_PREFIX = "descentry.";

    /** Key of the one record of the policies. */
    public static final String POLICIES_KEY = "policies";

    /** Longest prefix: Kafka takes names of up to 249 characters, Streams adds to them. */
    private static final int LONGEST_PREFIX = 100;

    /**
     * The topics whose names start with a prefix.
     *
     * @param prefix letters, digits, {@code .}, {@code _} and {@code -}; may be empty
     */
    public static Topics withPrefix(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "prefix=" + prefix + " is not made of letters, digits, '.', '_' and '-'");
        }
        if (prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException(
                    "prefix=" + prefix + " is longer than " + LONGEST_PREFIX + " characters");
        }
        return new Topics(
                topic(prefix, "run-events", new RunEventJson().serde(), Cleanup.DELETE),
                topic(prefix, "forecasts", RecordJson.FORECAST.serde(), Cleanup.COMPACT),
                topic(prefix, "anomalies", RecordJson.ANOMALY.serde(), Cleanup.DELETE),
                topic(prefix, "stop-signals", RecordJson.STOP_SIGNAL.serde(), Cleanup.DELETE),
                topic(prefix, "group-laws", RecordJson.LEADERBOARD.serde(), Cleanup.COMPACT),
                topic(prefix, "unfitted-runs", RecordJson.UNFITTED_RUN.serde(), Cleanup.COMPACT),
                topic(prefix, "policies", TreeJson.serde(), Cleanup.COMPACT),
                new Topic<>(
                        prefix + "dead-letters",
                        Serdes.ByteArray(),
                        Serdes.ByteArray(),
                        Cleanup.DELETE));
    }

    /** Every topic, in the order of the flow. */
    public List<Topic<?, ?>> all() {
        return List.of(
                runEvents,
                forecasts,
                anomalies,
                stopSignals,
                groupLaws,
                unfittedRuns,
                policies,
                deadLetters);
    }

    private static <V> Topic<String, V> topic(
            String prefix,
            String name,
            org.apache.kafka.common.serialization.Serde<V> value,
            Cleanup cleanup) {
        return new Topic<>(prefix + name, Serdes.String(), value, cleanup);
    }
}
