package io.github.descentry.views;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.UnfittedRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The board all runs are on: latest forecasts, open anomalies, recent turns of anomalies and
 * signals, leaderboards, the policies in force. Bounded by its {@link BoardConfig}.
 *
 * <p>Thread-safe: one writer and many readers, who get copies. Reading all runs costs about a
 * microsecond each.
 */
public final class RunBoard {

    private final BoardConfig config;
    // In the order of their latest news, oldest first.
    private final Map<String, RunRow> runs = new LinkedHashMap<>();
    private final Map<String, Leaderboard> groups = new TreeMap<>();
    private final Map<String, Map<String, Place>> places = new HashMap<>();
    private final Deque<Anomaly> anomalies = new ArrayDeque<>();
    private final Deque<StopSignal> signals = new ArrayDeque<>();
    private Optional<PoliciesView> policies = Optional.empty();

    public RunBoard(BoardConfig config) {
        this.config = config;
    }

    public synchronized void accept(Forecast forecast) {
        row(forecast.run()).accept(forecast);
    }

    public synchronized void accept(UnfittedRun unfitted) {
        row(unfitted.run()).accept(unfitted);
    }

    public synchronized void accept(Anomaly anomaly) {
        row(anomaly.run()).accept(anomaly);
        keep(anomalies, anomaly);
    }

    public synchronized void accept(StopSignal signal) {
        row(signal.run()).accept(signal);
        keep(signals, signal);
    }

    public synchronized void accept(Leaderboard leaderboard) {
        groups.put(leaderboard.group(), leaderboard);
        places.put(leaderboard.group(), Place.of(leaderboard));
    }

    /** From now on these are in force. */
    public synchronized void accept(PoliciesView newPolicies) {
        policies = Optional.of(newPolicies);
    }

    /**
     * The monitor has forgotten this curve; with its last curve the run is shown no more. What was
     * said of it is kept until the bound: topics are read in no order, so that another curve, of
     * which nothing has been heard yet, may be there.
     */
    public synchronized void forget(String run, String metric) {
        RunRow row = runs.get(run);
        if (row != null) {
            row.forget(metric);
        }
    }

    /**
     * The run has a curve now, which shows by its forecast, or the monitor has forgotten it. Which
     * of both is not known as long as no forecast was heard of, so what was said of it is kept.
     */
    public synchronized void forgetUnfitted(String run) {
        RunRow row = runs.get(run);
        if (row != null) {
            row.forgetUnfitted();
        }
    }

    /** The monitor has forgotten this group. */
    public synchronized void forgetGroup(String group) {
        groups.remove(group);
        places.remove(group);
    }

    /** All runs by name. */
    public synchronized List<RunView> runs() {
        Map<String, RunView> views = new TreeMap<>();
        runs.forEach(
                (run, row) -> {
                    if (row.shown()) {
                        views.put(run, row.view(this::place));
                    }
                });
        return List.copyOf(views.values());
    }

    public synchronized Optional<RunView> run(String run) {
        return Optional.ofNullable(runs.get(run))
                .filter(RunRow::shown)
                .map(row -> row.view(this::place));
    }

    /** Recent turns in the life of anomalies, newest first. */
    public synchronized List<Anomaly> anomalies() {
        return new ArrayList<>(anomalies);
    }

    /** Recent turns of stop signals, newest first. */
    public synchronized List<StopSignal> signals() {
        return new ArrayList<>(signals);
    }

    /** All leaderboards by group. */
    public synchronized List<Leaderboard> groups() {
        return List.copyOf(groups.values());
    }

    /** The policies in force; empty as long as it is not known whether there are any. */
    public synchronized Optional<PoliciesView> policies() {
        return policies;
    }

    private Optional<Place> place(String group, String run) {
        return Optional.ofNullable(places.getOrDefault(group, Map.of()).get(run));
    }

    private RunRow row(String run) {
        RunRow row = runs.remove(run);
        if (row == null) {
            row = new RunRow(run);
            if (runs.size() >= config.maxRuns()) {
                Iterator<String> oldest = runs.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        runs.put(run, row);
        return row;
    }

    private <T> void keep(Deque<T> recent, T latest) {
        recent.addFirst(latest);
        if (recent.size() > config.maxRecent()) {
            recent.removeLast();
        }
    }
}
