package io.github.descentry.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Map;

/** Gauge samples of one scrape, gathered by meter. One thread. */
final class Samples {

    private final Map<Meter, GaugeSnapshot.Builder> families = new EnumMap<>(Meter.class);

    void add(Meter meter, Labels labels, double value) {
        families.computeIfAbsent(meter, Samples::family)
                .dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(value, labels, null));
    }

    private static GaugeSnapshot.Builder family(Meter meter) {
        return GaugeSnapshot.builder().name(meter.exportedName()).help(meter.help());
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.values().forEach(family -> all.metricSnapshot(family.build()));
        return all.build();
    }
}
