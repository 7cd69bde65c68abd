package io.github.descentry.app;

import io.github.descentry.app.config.Config;
import io.github.descentry.app.config.Setting;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
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
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String bootstrapServers;
    private final int events;
    private final int runs;
    private final int threads;
    private final Guarantee guarantee;
    private final Interruption interruption;
    private int application;

    PipelineBench(
            String bootstrapServers,
            int events,
            int runs,
            int threads,
            Guarantee guarantee,
            Interruption interruption) {
        this.bootstrapServers = bootstrapServers;
        this.events = events;
        this.runs = runs;
        this.threads = threads;
        this.guarantee = guarantee;
        this.interruption = interruption;
    }

    /** One measurement: messages per second, and processor time per message in microseconds. */
    private record Measure(double perSecond, double processorMicros) {}

    /**
     * What came out.
     *
     * @param ours messages per second of each repeat
     * @param passThrough the same, of the pass-through
     * @param oursMicros processor time per message in microseconds
     * @param passThroughMicros the same, of the pass-through
     */
    record Result(
            PipelineBench bench,
            int stateBytes,
            List<Double> ours,
            List<Double> passThrough,
            List<Double> oursMicros,
            List<Double> passThroughMicros) {

        List<Double> ratios() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < ours.size(); i++) {
                ratios.add(ours.get(i) / passThrough.get(i));
            }
            return ratios;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d events of %d runs, %d threads, %s, state of %d bytes, %d repeats in turn,"
                            + " %d processors, Java %s%n"
                            + "monitor       %8.0f messages/s (%.0f to %.0f)  %5.1f us of processor"
                            + " each%n"
                            + "pass-through  %8.0f messages/s (%.0f to %.0f)  %5.1f us of processor"
                            + " each%n"
                            + "ratio         %8.2f            (%.2f to %.2f), the aim is 0.9 or"
                            + " more",
                    bench.events,
                    bench.runs,
                    bench.threads,
                    bench.guarantee.name().toLowerCase(Locale.ROOT),
                    stateBytes,
                    ours.size(),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    median(ours),
                    least(ours),
                    most(ours),
                    median(oursMicros),
                    median(passThrough),
                    least(passThrough),
                    most(passThrough),
                    median(passThroughMicros),
                    median(ratios()),
                    least(ratios()),
                    most(ratios()));
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"events\":%d,\"runs\":%d,\"threads\":%d,\"guarantee\":\"%s\","
                            + "\"state_bytes\":%d,\"processors\":%d,\"java\":\"%s\","
                            + "\"monitor_per_second\":%s,\"pass_through_per_second\":%s,"
                            + "\"monitor_processor_micros\":%s,"
                            + "\"pass_through_processor_micros\":%s,\"ratios\":%s,"
                            + "\"median_ratio\":%.4f}",
                    bench.events,
                    bench.runs,
                    bench.threads,
                    bench.guarantee.name().toLowerCase(Locale.ROOT),
                    stateBytes,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    ours,
                    passThrough,
                    oursMicros,
                    passThroughMicros,
                    ratios(),
                    median(ratios()));
        }
    }

    /** Measures after one pair to warm up. */
    Result run(int repeats) throws Exception {
        TopologyConfig config =
                Config.defaults()
                        .with(Setting.TOPICS_PREFIX, "bench.")
                        .with(Setting.STREAMS_GUARANTEE, guarantee.name().toLowerCase(Locale.ROOT))
                        .topology();
        MonitorConfig monitor = MonitorConfig.defaults();
        List<RunEvent> all = events();
        send(config, all);
        RunMemory memory = new RunMemory(name(0));
        List<Forecast> recorded = new ArrayList<>();
        for (RunEvent event : all) {
            if (event.run().equals(name(0))) {
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
        return new Result(
                this,
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
        Path folder = Files.createTempDirectory("descentry-bench");
        Config config =
                Config.defaults()
                        .with(Setting.STREAMS_APPLICATION_ID, "bench-" + application++)
                        .with(Setting.STREAMS_THREADS, Integer.toString(threads))
                        .with(Setting.STREAMS_GUARANTEE, guarantee.name().toLowerCase(Locale.ROOT))
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
                streams.awaitRunning(Duration.ofSeconds(PATIENCE_SECONDS));
                long before = processorNanos();
                double seconds = counting.await(PATIENCE_SECONDS, interruption);
                double micros = (processorNanos() - before) * 1e-3 / expected;
                return new Measure(expected / seconds, micros);
            }
        } finally {
            delete(folder);
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : 0;
    }

    private void send(TopologyConfig config, List<RunEvent> all) {
        Map<String, Object> client = Config.defaults().client(bootstrapServers);
        MonitorTopology topology =
                new MonitorTopology(config, MonitorConfig.defaults(), MonitorMetrics.NOOP);
        try (Admin admin = Admin.create(client)) {
            new TopicSetup(
                            admin,
                            Config.defaults()
                                    .with(Setting.TOPICS_PARTITIONS, Integer.toString(threads))
                                    .layout(),
                            Duration.ofSeconds(30))
                    .ensure(topology.topics());
        }
        client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (RunEvent event : all) {
                if (interruption.requested()) {
                    throw new UserError("interrupted");
                }
                producer.send(
                        new ProducerRecord<>(
                                config.prefix() + "run-events",
                                event.run(),
                                RunEventJson.write(event)));
            }
        }
    }

    /** What usual jobs send: loss, rate and gradient norm at each step, under a cosine plan. */
    private List<RunEvent> events() {
        long steps = Math.max(1, events / runs);
        Plan plan =
                new Plan(
                        OptionalLong.of(steps),
                        OptionalDouble.empty(),
                        Optional.<LearningRateSchedule>empty());
        List<RunEvent> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            all.add(
                    new RunStarted(
                            name(run),
                            Optional.of("bench"),
                            Optional.empty(),
                            OptionalInt.of(1),
                            START,
                            plan,
                            Optional.empty(),
                            Map.of(),
                            Map.of()));
        }
        for (long step = 1; step <= steps; step++) {
            for (int run = 0; run < runs; run++) {
                double done = (double) step / steps;
                Map<String, Double> metrics = new LinkedHashMap<>();
                metrics.put(
                        "train/loss",
                        2 + 0.01 * run + 3 / Math.sqrt(step) + 0.02 * Math.sin(step * 1.7 + run));
                metrics.put("lr", 3e-4 * (0.55 + 0.45 * Math.cos(Math.PI * done)));
                metrics.put("grad_norm", 0.8 + 0.1 * Math.cos(step));
                all.add(
                        new Checkpoint(
                                name(run),
                                OptionalInt.of(1),
                                step,
                                START.plusSeconds(step),
                                OptionalDouble.empty(),
                                metrics));
            }
        }
        return all;
    }

    private static String name(int run) {
        return "bench/lr3e-4/seed" + run;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(each -> each).min().orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(each -> each).max().orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
