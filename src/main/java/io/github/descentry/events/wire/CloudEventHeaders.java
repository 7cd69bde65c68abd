package io.github.descentry.events.wire;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.StopSignal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 attributes of outgoing records, in the binary mode of its Kafka binding: the
 * value stays what it is, the attributes are headers, so that Knative, Argo Events and the like can
 * route on them.
 *
 * <p>Source and id name one turn of one anomaly or signal: a repeated delivery has the same two,
 * the next turn another id. The type tells the turn, e.g. {@code
 * io.github.descentry.anomaly.opened}; the subject is the run.
 */
public final class CloudEventHeaders {

    private static final String PREFIX = "io.github.descentry.";

    private CloudEventHeaders() {}

    public static void add(Headers headers, Anomaly anomaly) {
        String status = AnomalyForm.STATUS.of(anomaly.status());
        add(
                headers,
                anomaly.id() + "-" + status + "-" + anomaly.step(),
                "anomaly." + status,
                anomaly.run(),
                anomaly.time());
    }

    public static void add(Headers headers, StopSignal signal) {
        String status = StopSignalForm.STATUS.of(signal.status());
        add(
                headers,
                signal.id() + "-" + status,
                "stop_signal." + status,
                signal.run(),
                signal.time());
    }

    private static void add(Headers headers, String id, String type, String run, Instant time) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id);
        // A URI reference: the run's name may hold anything.
        put(
                headers,
                "ce_source",
                "/descentry/runs/"
                        + URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20"));
        put(headers, "ce_type", PREFIX + type);
        put(headers, "ce_subject", run);
        put(headers, "ce_time", time.toString());
        put(headers, "content-type", "application/json");
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
