package io.github.descentry.metrics;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * {@link MonitorMetrics} for Prometheus, one registry for everything. Thread-safe; a verb costs
 * some tens of nanoseconds.
 */
public final class PrometheusMetrics implements MonitorMetrics, AutoCloseable {

    private static final Duration[] REFIT_BUCKETS =
            LongStream.of(1, 2, 5, 10, 20, 50, 100, 1_000, 10_000, 100_000)
                    .mapToObj(microseconds -> Duration.ofNanos(1_000 * microseconds))
                    .toArray(Duration[]::new);

    private final PrometheusRegistry shared = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, shared, Clock.SYSTEM);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Map<String, Counter> byLabel = new ConcurrentHashMap<>();
    private final Counter points = counter(Meter.POINTS);
    private final Counter unknownFields = counter(Meter.UNKNOWN_FIELDS);
    private final Counter rekeyed = counter(Meter.REKEYED);
    private final Counter duplicates = counter(Meter.DUPLICATES);
    private final Counter stopsNotRemembered = counter(Meter.STOPS_NOT_REMEMBERED);
    private final Timer refits;
    private final RunSeries series;

    /** Of those in force; null as long as they are not known. */
    private volatile Labels policies;

    public PrometheusMetrics(SeriesConfig config, InstantSource clock) {
        series = new RunSeries(config, clock);
        shared.register(new RunSeriesCollector(series));
        shared.register(this::policies);
        refits =
                Timer.builder(Meter.REFIT.exportedName())
                        .description(Meter.REFIT.help())
                        .serviceLevelObjectives(REFIT_BUCKETS)
                        .register(registry);
    }

    /**
     * Lets counters by label begin at 0: one that appears with its first count has no increase that
     * an alert could see. Those of stop signals follow from the policies, see {@link #inForce}.
     *
     * @param rejects reasons for which records are set aside
     * @param ignored reasons for which values are passed over
     */
    public PrometheusMetrics expecting(Collection<String> rejects, Collection<String> ignored) {
        for (String type : RunEvent.TYPES) {
            counter(Meter.EVENTS, type);
        }
        for (Anomaly.Kind kind : Anomaly.Kind.values()) {
            for (Anomaly.Severity severity : Anomaly.Severity.values()) {
                for (Anomaly.Status status : Anomaly.Status.values()) {
                    counter(Meter.ANOMALIES, lower(kind), lower(severity), lower(status));
                }
            }
        }
        rejects.forEach(reason -> counter(Meter.REJECTS, reason));
        ignored.forEach(reason -> counter(Meter.IGNORED, reason));
        return this;
    }

    /**
     * From now on these policies are in force: their version is shown, and the counters of what
     * their rules may say begin at 0. Counters of rules that are no longer in force stay as they
     * are, as counters have to.
     *
     * @param version of the policies
     * @param source where they come from: {@code topic} or {@code configuration}
     * @param rules the boldest mode of each rule's signals, by name of the rule, once per policy
     */
    public void inForce(String version, String source, Collection<Map.Entry<String, Mode>> rules) {
        for (Map.Entry<String, Mode> rule : rules) {
            for (StopSignal.Status status : StopSignal.Status.values()) {
                signals(rule.getKey(), rule.getValue(), status, false);
            }
            if (rule.getValue() != Mode.OBSERVE) {
                signals(rule.getKey(), Mode.OBSERVE, StopSignal.Status.ADVISED, true);
                signals(rule.getKey(), Mode.OBSERVE, StopSignal.Status.WITHDRAWN, false);
            }
        }
        policies = Labels.of("version", version, "source", source);
    }

    private Counter signals(String rule, Mode mode, StopSignal.Status status, boolean held) {
        return counter(
                Meter.STOP_SIGNALS, rule, lower(mode), lower(status), Boolean.toString(held));
    }

    private MetricSnapshots policies() {
        Samples samples = new Samples();
        Labels inForce = policies;
        if (inForce != null) {
            samples.add(Meter.POLICIES_INFO, inForce, 1);
        }
        return samples.snapshots();
    }

    /** The series of runs, to be told what is published. */
    public RunSeries series() {
        return series;
    }

    /** Adds the meters of the Java runtime: memory, collections, threads, processor, uptime. */
    public PrometheusMetrics withRuntime() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        return this;
    }

    /** Asks for the topology's health at each scrape. */
    public PrometheusMetrics watch(Supplier<TopologyHealth> topology) {
        MultiCollector collector =
                () -> {
                    Samples samples = new Samples();
                    TopologyHealth health = topology.get();
                    samples.add(Meter.TOPOLOGY_STATE, Labels.of("state", health.state()), 1);
                    for (TopologyHealth.Lag lag : health.lags()) {
                        samples.add(
                                Meter.CONSUMER_LAG,
                                Labels.of(
                                        "topic",
                                        lag.topic(),
                                        "partition",
                                        Integer.toString(lag.partition())),
                                lag.records());
                    }
                    return samples.snapshots();
                };
        shared.register(collector);
        return this;
    }

    /** The text that Prometheus scrapes. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void accepted(RunEvent event) {
        counter(Meter.EVENTS, event.type()).increment();
        if (event instanceof Checkpoint checkpoint) {
            points.increment(checkpoint.metrics().size());
        }
    }

    @Override
    public void rejected(String reason) {
        counter(Meter.REJECTS, reason).increment();
    }

    @Override
    public void unknownFields(int count) {
        unknownFields.increment(count);
    }

    @Override
    public void ignored(String reason, int count) {
        counter(Meter.IGNORED, reason).increment(count);
    }

    @Override
    public void rekeyed() {
        rekeyed.increment();
    }

    @Override
    public void duplicate() {
        duplicates.increment();
    }

    @Override
    public void refitted(long nanoseconds) {
        refits.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    @Override
    public void anomaly(Anomaly anomaly) {
        counter(
                        Meter.ANOMALIES,
                        lower(anomaly.kind()),
                        lower(anomaly.severity()),
                        lower(anomaly.status()))
                .increment();
    }

    @Override
    public void stopSignal(StopSignal signal) {
        signals(signal.rule(), signal.mode(), signal.status(), signal.held().isPresent())
                .increment();
    }

    @Override
    public void stopNotRemembered() {
        stopsNotRemembered.increment();
    }

    @Override
    public void held(Collection<String> runs) {
        series.held(runs);
    }

    @Override
    public void released(Collection<String> runs) {
        series.released(runs);
    }

    /** Stops listening to the garbage collector; the meters go with the object. */
    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private Counter counter(Meter meter, String... values) {
        return byLabel.computeIfAbsent(
                meter.ordinal() + String.join("|", values),
                unused -> {
                    Counter.Builder builder =
                            Counter.builder(meter.exportedName()).description(meter.help());
                    for (int i = 0; i < values.length; i++) {
                        builder.tag(meter.labels().get(i), values[i]);
                    }
                    return builder.register(registry);
                });
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
