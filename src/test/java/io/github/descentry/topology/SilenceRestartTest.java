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
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A silence that a tick has judged, and that a crash has kept from being heard. */
final class SilenceRestartTest {

    @TempDir Path folder;

    private LoneProcessor<String, ReceivedEvent> lone;

    @BeforeEach
    void begin() {
        lone =
                new LoneProcessor<>(
                        folder, START, MonitorTopology.RUN_MEMORY, MonitorTopology.POLICIES);
    }

    private void start(Guarantee guarantee) {
        lone.start(
                new RunMonitorProcessor(
                        LoneProcessor.config(guarantee),
                        MonitorConfig.defaults(),
                        MonitorMetrics.NOOP));
    }

    private void report(String run, long step) {
        Checkpoint checkpoint = checkpoint(run, step, loss(step));
        lone.at(checkpoint.time());
        lone.process(
                "run-events",
                step,
                new Record<>(
                        run,
                        new ReceivedEvent(checkpoint, run.getBytes(), new byte[0]),
                        lone.now().toEpochMilli()));
    }

    /** Kinds and runs of the anomalies told since the last look. */
    private List<String> told() {
        return lone.said().stream()
                .filter(Anomaly.class::isInstance)
                .map(Anomaly.class::cast)
                .map(each -> each.run() + " " + each.kind() + " " + each.id())
                .toList();
    }

    private void tick(Duration later) {
        lone.tick(later);
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
