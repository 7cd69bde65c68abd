package io.github.descentry.topology;

import static io.github.descentry.topology.MonitorDriver.START;
import static io.github.descentry.topology.MonitorDriver.checkpoint;
import static io.github.descentry.topology.MonitorDriver.loss;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A silence that a tick has judged, and that a crash has kept from being heard. */
final class SilenceRestartTest {

    @TempDir Path folder;

    private final KeyValueStore<String, byte[]> memories = store(MonitorTopology.RUN_MEMORY);
    private final KeyValueStore<String, byte[]> policies = store(MonitorTopology.POLICIES);
    private MockProcessorContext<Object, Object> context;
    private RunMonitorProcessor processor;
    private Instant now = START;

    private static KeyValueStore<String, byte[]> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    private void start(Guarantee guarantee) {
        TopologyConfig defaults = TopologyConfig.DEFAULTS;
        TopologyConfig config =
                new TopologyConfig(
                        defaults.prefix(),
                        guarantee,
                        defaults.maxEventBytes(),
                        defaults.rekey(),
                        defaults.silenceInterval(),
                        defaults.catchUp(),
                        defaults.retention());
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        for (KeyValueStore<String, byte[]> store : List.of(memories, policies)) {
            if (!store.isOpen()) {
                store.init(context.getStateStoreContext(), store);
            }
            context.addStateStore(store);
        }
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        processor = new RunMonitorProcessor(config, MonitorConfig.defaults(), MonitorMetrics.NOOP);
        processor.init(context);
    }

    private void report(String run, long step) {
        Checkpoint checkpoint = checkpoint(run, step, loss(step));
        now = checkpoint.time();
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.setRecordMetadata("run-events", 0, step);
        processor.process(
                new Record<>(
                        run,
                        new ReceivedEvent(checkpoint, run.getBytes(), new byte[0]),
                        now.toEpochMilli()));
    }

    /** Kinds and runs of the anomalies told since the last look. */
    private List<String> told() {
        List<String> told =
                context.forwarded().stream()
                        .map(each -> each.record().value())
                        .filter(Anomaly.class::isInstance)
                        .map(Anomaly.class::cast)
                        .map(each -> each.run() + " " + each.kind() + " " + each.id())
                        .toList();
        context.resetForwards();
        return told;
    }

    private void tick(Duration later) {
        now = now.plus(later);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
    }

    private List<String> stall() {
        for (long step = 1; step <= 50; step++) {
            report("ends", step);
        }
        told();
        for (int minute = 0; minute < 20; minute++) {
            tick(Duration.ofMinutes(1));
        }
        List<String> told = told();
        assertEquals(
                List.of("ends STALLED"),
                told.stream().map(it -> it.replaceAll(" \\S+$", "")).distinct().toList());
        return told.stream().distinct().toList();
    }

    @Test
    void isToldAgainUnderTheSameIdByWhoTakesOver() {
        start(Guarantee.AT_LEAST_ONCE);
        List<String> told = stall();
        start(Guarantee.AT_LEAST_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(told, told());
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), told());
    }

    @Test
    void isNotToldAgainOfARunThatReportsMeanwhile() {
        start(Guarantee.AT_LEAST_ONCE);
        stall();
        start(Guarantee.AT_LEAST_ONCE);
        report("ends", 5_000);
        told();
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), told());
    }

    @Test
    void isToldOnceWithExactlyOnce() {
        start(Guarantee.EXACTLY_ONCE);
        stall();
        start(Guarantee.EXACTLY_ONCE);
        tick(Duration.ofSeconds(1));
        assertEquals(List.of(), told());
    }
}
