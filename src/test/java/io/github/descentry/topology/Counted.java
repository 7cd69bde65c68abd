package io.github.descentry.topology;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.StopSignal;
import io.github.descentry.metrics.MonitorMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts what it is told. */
final class Counted implements MonitorMetrics {

    int accepted;
    final List<String> rejected = new ArrayList<>();
    int unknownFields;
    int rekeyed;
    int duplicates;
    int notRemembered;
    final Set<String> held = new TreeSet<>();

    @Override
    public void accepted(RunEvent event) {
        accepted++;
    }

    @Override
    public void rejected(String reason) {
        rejected.add(reason);
    }

    @Override
    public void unknownFields(int count) {
        unknownFields += count;
    }

    @Override
    public void ignored(String reason, int count) {}

    @Override
    public void rekeyed() {
        rekeyed++;
    }

    @Override
    public void duplicate() {
        duplicates++;
    }

    @Override
    public void refitted(long nanoseconds) {}

    @Override
    public void anomaly(Anomaly anomaly) {}

    @Override
    public void stopSignal(StopSignal signal) {}

    @Override
    public void stopNotRemembered() {
        notRemembered++;
    }

    @Override
    public void held(Collection<String> runs) {
        held.addAll(runs);
    }

    @Override
    public void released(Collection<String> runs) {
        held.removeAll(new ArrayList<>(runs));
    }
}
