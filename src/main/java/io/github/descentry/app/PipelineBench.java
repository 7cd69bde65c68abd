package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.Setting;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RunEventJson;
import io.github.descentry.metrics.MonitorMetrics;
import io.github.descentry.metrics.PrometheusMetrics;
import io.github.descentry.metrics.SeriesConfig;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.RunMemory;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.topology.MonitorStreams;
import io.github.descentry.topology.MonitorTopology;
import io.github.descentry.topology.PassThroughTopology;
import io.github.descentry.topology.TopicSetup;
import io.github.descentry.topology.TopologyConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * Runs the monitor's topology and a pass-through in turn over the same events, each time from their
 * beginning with an empty store.
 */
final class PipelineBench {

    private static final long PATIENCE_SECONDS = 300;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final PipelineLoad load;
    private final Interruption interruption;
    private int application;

    PipelineBench(String bootstrapServers, PipelineLoad load, Interruption interruption) {
        this.bootstrapServers = bootstrapServers;
        this.load = load;
        this.interruption = interruption;
    }

    /** One measurement: messages per second, and processor time per message in microseconds. */
    private record Measure(double perSecond, double processorMicros) {}

    /** Measures after one pair to warm up. */
    PipelineResult run(int repeats) throws Exception {
        TopologyConfig config =
                Config.defaults()
                        .with(Setting.TOPICS_PREFIX, "bench.")
                        .with(
                                Setting.STREAMS_GUARANTEE,
                                load.guarantee().name().toLowerCase(Locale.ROOT))
                        .topology();
        MonitorConfig monitor = MonitorConfig.defaults();
        endIfAsked();
        List<RunEvent> all = load.sequence();
        send(config, all);
        RunMemory memory = new RunMemory(PipelineLoad.name(0));
        List<Forecast> recorded = new ArrayList<>();
        for (RunEvent event : all) {
            endIfAsked();
            if (event.run().equals(PipelineLoad.name(0))) {
                recorded.addAll(
                        new RunMonitor(monitor).step(memory, event, event.time()).forecasts());
            }
        }
        byte[] state = memory.encode();
        List<Measure> ours = new ArrayList<>();
        List<Measure> passThrough = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            ours.add(
                    measure(
                            all.size(),
                            counted -> new MonitorTopology(config, monitor, counted).build()));
            passThrough.add(
                    measure(
                            all.size(),
                            counted ->
                                    new PassThroughTopology(config, recorded, state, counted)
                                            .build()));
        }
        return new PipelineResult(
                load,
                state.length,
                after(ours, Measure::perSecond),
                after(passThrough, Measure::perSecond),
                after(ours, Measure::processorMicros),
                after(passThrough, Measure::processorMicros));
    }

    private static List<Double> after(List<Measure> all, Function<Measure, Double> part) {
        return all.stream().skip(1).map(part).toList();
    }

    private Measure measure(long expected, Function<MonitorMetrics, Topology> topology)
            throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("descentry-bench")) {
            return measure(expected, topology, folder.path());
        }
    }

    private Measure measure(long expected, Function<MonitorMetrics, Topology> topology, Path folder)
            throws InterruptedException {
        Config config =
                Config.defaults()
                        .with(Setting.STREAMS_APPLICATION_ID, "bench-" + application++)
                        .with(Setting.STREAMS_THREADS, Integer.toString(load.threads()))
                        .with(
                                Setting.STREAMS_GUARANTEE,
                                load.guarantee().name().toLowerCase(Locale.ROOT))
                        .with(Setting.DATA_FOLDER, folder.toString());
        try (PrometheusMetrics metrics =
                new PrometheusMetrics(SeriesConfig.DEFAULTS, InstantSource.system())) {
            CountingMetrics counting = new CountingMetrics(metrics, expected);
            try (MonitorStreams streams =
                    new MonitorStreams(
                            topology.apply(counting),
                            config.streams(bootstrapServers, 0).properties(),
                            Set.of(),
                            InstantSource.system())) {
                streams.start();
                awaitRunning(streams);
                long before = processorNanos();
                double seconds = counting.await(PATIENCE_SECONDS, interruption);
                double micros = (processorNanos() - before) * 1e-3 / expected;
                return new Measure(expected / seconds, micros);
            }
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : 0;
    }

    /** Looks for Ctrl-C, so often that on a busy machine, too, there is time to clear away. */
    private void endIfAsked() {
        if (interruption.requested()) {
            throw new UserError("interrupted");
        }
    }

    private void awaitRunning(MonitorStreams streams) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!streams.awaitRunning(LOOK) && System.nanoTime() < end) {
            endIfAsked();
        }
    }

    private void send(TopologyConfig config, List<RunEvent> all) {
        endIfAsked();
        Map<String, Object> client = Config.defaults().client(bootstrapServers);
        MonitorTopology topology =
                new MonitorTopology(config, MonitorConfig.defaults(), MonitorMetrics.NOOP);
        try (Admin admin = Admin.create(client)) {
            new TopicSetup(
                            admin,
                            Config.defaults()
                                    .with(
                                            Setting.TOPICS_PARTITIONS,
                                            Integer.toString(load.threads()))
                                    .layout(),
                            Duration.ofSeconds(30))
                    .ensure(topology.topics());
        }
        client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (RunEvent event : all) {
                endIfAsked();
                producer.send(
                        new ProducerRecord<>(
                                config.prefix() + "run-events",
                                event.run(),
                                RunEventJson.write(event)));
            }
        }
    }
}
