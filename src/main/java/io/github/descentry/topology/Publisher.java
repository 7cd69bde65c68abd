package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.wire.CloudEventHeaders;
import io.github.descentry.events.wire.ForecastKey;
import io.github.descentry.events.wire.RecordJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.Departure;
import io.github.descentry.monitor.Membership;
import io.github.descentry.monitor.Outcome;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a processor has to say to its sinks, under the key and with the headers of each kind,
 * and counts it.
 */
final class Publisher {

    /** Header of news on their way to a group. */
    private static final String POLICY = "policy";

    /** Header of an odd value on its way to a group. */
    private static final String CHANCE = "chance";

    /** Header of what a run has told its group: how it is in it. */
    private static final String MEMBERSHIP = "membership";

    /** Header of the news that a run has left the group; they bear no value but a departure. */
    private static final String LEFT = "left";

    /** Header of the news that a run has ended while a stop was advised. */
    private static final String LAPSED = "lapsed";

    /** Header of news on their way to a group: when the event was that has led to them. */
    private static final String EVENT_TIME = "event-time";

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final ProcessorContext<Object, Object> context;
    private final MonitorMetrics metrics;

    Publisher(ProcessorContext<Object, Object> context, MonitorMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** Anything under a key; no value removes the key from a compacted topic. */
    void send(String key, Object value, long time, String sink) {
        context.forward(new Record<Object, Object>(key, value, time), sink);
    }

    void forecast(Forecast forecast, long time, String sink) {
        send(ForecastKey.of(forecast).text(), forecast, time, sink);
    }

    /**
     * Sends a group what it has to judge.
     *
     * @param membership of the run that the news are of
     * @param policy name of the policy that governs the run
     * @param event time of the event that has led to the news; absent: the run is silent
     */
    void groupNews(
            String group,
            byte[] news,
            Membership membership,
            Optional<String> policy,
            Optional<Instant> event,
            long time) {
        Headers headers = new RecordHeaders();
        add(headers, membership);
        add(headers, event);
        policy.ifPresent(name -> headers.add(POLICY, name.getBytes(StandardCharsets.UTF_8)));
        context.forward(
                new Record<Object, Object>(group, news, time, headers),
                MonitorTopology.GROUP_NEWS_SINK);
    }

    /**
     * Tells a group that a run has left it, behind all that it was told of the run.
     *
     * @param policy name of the policy that governs the run
     */
    void groupLeft(Departure departure, Optional<String> policy, long time) {
        Headers headers = new RecordHeaders();
        headers.add(LEFT, new byte[0]);
        policy.ifPresent(name -> headers.add(POLICY, name.getBytes(StandardCharsets.UTF_8)));
        context.forward(
                new Record<Object, Object>(
                        departure.subject().group().orElseThrow(),
                        DepartureBytes.of(departure),
                        time,
                        headers),
                MonitorTopology.GROUP_NEWS_SINK);
    }

    private static void add(Headers headers, Optional<Instant> event) {
        event.ifPresent(
                it -> {
                    StateWriter out = new StateWriter();
                    out.writeLong(it.toEpochMilli());
                    headers.add(EVENT_TIME, out.toByteArray());
                });
    }

    /** Time of the event that has led to news for a group; absent: time alone has. */
    static Optional<Instant> event(Record<?, ?> news) {
        return Optional.ofNullable(news.headers().lastHeader(EVENT_TIME))
                .map(header -> new StateReader(header.value()).readLong())
                .map(Instant::ofEpochMilli);
    }

    /** Whether the news are that a run has left. */
    static boolean left(Record<?, ?> news) {
        return news.headers().lastHeader(LEFT) != null;
    }

    /** How the run is in the group that the news are of. */
    static Membership membership(Record<?, ?> news) {
        Header header = news.headers().lastHeader(MEMBERSHIP);
        if (header == null) {
            return Membership.STEADY;
        }
        StateReader in = new StateReader(header.value());
        return new Membership(in.readLong(), in.readBoolean(), List.of());
    }

    private static void add(Headers headers, Membership membership) {
        if (membership.since() != Membership.STEADY.since()) {
            StateWriter out = new StateWriter();
            out.writeLong(membership.since());
            out.writeBoolean(membership.fresh());
            headers.add(MEMBERSHIP, out.toByteArray());
        }
    }

    /** Has a group tell the governor of a policy that a run has ended, behind all it has to say. */
    void groupLapsed(String group, String run, String policy, Optional<Instant> event, long time) {
        Headers headers = new RecordHeaders();
        add(headers, event);
        headers.add(LAPSED, policy.getBytes(StandardCharsets.UTF_8));
        context.forward(
                new Record<Object, Object>(
                        group, run.getBytes(StandardCharsets.UTF_8), time, headers),
                MonitorTopology.GROUP_NEWS_SINK);
    }

    /**
     * Tells the governor of a policy.
     *
     * @param sink of the part that tells
     */
    void propose(Optional<String> policy, Proposal proposal, long time, String sink) {
        policy.ifPresent(name -> send(name, proposal.encode(), time, sink));
    }

    /** Sends a group a value that is odd. */
    void oddity(Outcome.Odd odd, Membership membership, long time) {
        Headers headers = new RecordHeaders();
        add(headers, membership);
        headers.add(CHANCE, Double.toString(odd.chance()).getBytes(StandardCharsets.UTF_8));
        context.forward(
                new Record<Object, Object>(
                        odd.anomaly().group().orElseThrow(),
                        RecordJson.ANOMALY.write(odd.anomaly()),
                        time,
                        headers),
                MonitorTopology.GROUP_NEWS_SINK);
    }

    /** How likely news of an odd value are by chance; absent: they are of something else. */
    static OptionalDouble chance(Record<?, ?> news) {
        Header header = news.headers().lastHeader(CHANCE);
        return header == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Double.parseDouble(new String(header.value(), StandardCharsets.UTF_8)));
    }

    /** The policy that governs the run that news are of; absent: none does. */
    static Optional<String> policy(Record<?, ?> news) {
        return header(news, POLICY);
    }

    /** The policy under which a stop of the run that the news name has lapsed; absent: none. */
    static Optional<String> lapsed(Record<?, ?> news) {
        return header(news, LAPSED);
    }

    private static Optional<String> header(Record<?, ?> news, String name) {
        return Optional.ofNullable(news.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Removes a curve from the compacted topic. */
    void forget(Forecast forecast, long time, String sink) {
        send(ForecastKey.of(forecast).text(), null, time, sink);
    }

    void anomaly(Anomaly anomaly, long time, String sink) {
        metrics.anomaly(anomaly);
        Headers headers = new RecordHeaders();
        CloudEventHeaders.add(headers, anomaly);
        context.forward(new Record<Object, Object>(anomaly.run(), anomaly, time, headers), sink);
    }

    void stopSignal(StopSignal signal, long time, String sink) {
        metrics.stopSignal(signal);
        Headers headers = new RecordHeaders();
        CloudEventHeaders.add(headers, signal);
        context.forward(new Record<Object, Object>(signal.run(), signal, time, headers), sink);
    }

    /** Sets a record of an internal topic aside that cannot be read. */
    void unreadable(Record<String, byte[]> record, UnreadableRecord failure, String sink) {
        LOG.warn(
                "{} cannot be read and is set aside: {}",
                context.recordMetadata()
                        .map(
                                from ->
                                        "record topic="
                                                + from.topic()
                                                + " partition="
                                                + from.partition()
                                                + " offset="
                                                + from.offset())
                        .orElse("a record"),
                failure.getMessage());
        metrics.rejected(DeadLetter.UNREADABLE);
        byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
        context.forward(
                DeadLetter.of(
                        context,
                        record,
                        key,
                        record.value(),
                        DeadLetter.UNREADABLE,
                        failure.getMessage()),
                sink);
    }

    /** Sets a record aside that the monitor itself failed on. */
    void failed(
            Record<?, ?> record, byte[] key, byte[] value, RuntimeException failure, String sink) {
        metrics.rejected(DeadLetter.PROCESSING_FAILED);
        context.forward(
                DeadLetter.of(
                        context,
                        record,
                        key,
                        value,
                        DeadLetter.PROCESSING_FAILED,
                        failure.toString()),
                sink);
    }
}
