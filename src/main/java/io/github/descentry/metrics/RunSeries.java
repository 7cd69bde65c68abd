package io.github.descentry.metrics;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that have series now, with the latest forecast of each of their curves. A run leaves
 * when it has ended and its grace is over, when it has had no news for long, or when this process
 * no longer holds it.
 *
 * <p>Thread-safe; an update costs one map operation. Some 1 KB per run.
 */
public final class RunSeries {

    private final SeriesConfig config;
    private final InstantSource clock;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    public RunSeries(SeriesConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Takes the place of the earlier forecast of the same run and metric. */
    public void update(Forecast forecast) {
        Instant now = clock.instant();
        Run run = runs.get(forecast.run());
        if (run == null) {
            if (runs.size() >= config.maxRuns()) {
                sweep(now);
            }
            if (runs.size() >= config.maxRuns()) {
                // Names of the refused are kept to count them, within the same bound as the series.
                if (refused.size() < 10 * Math.max(100, config.maxRuns())) {
                    refused.add(forecast.run());
                }
                return;
            }
            refused.remove(forecast.run());
            run = runs.computeIfAbsent(forecast.run(), name -> new Run());
        }
        run.update(forecast, now);
    }

    public void remove(Collection<String> names) {
        names.forEach(
                name -> {
                    runs.remove(name);
                    refused.remove(name);
                });
    }

    /** Runs refused because of the cap since there was last room. */
    int capped() {
        return refused.size();
    }

    /** One list for each run, with the objective's forecast first, ordered by run. */
    List<List<Forecast>> current() {
        sweep(clock.instant());
        Map<String, List<Forecast>> byRun = new TreeMap<>();
        runs.forEach((name, run) -> byRun.put(name, run.curves()));
        return List.copyOf(byRun.values());
    }

    private void sweep(Instant now) {
        runs.values().removeIf(run -> run.over(now, config));
        if (runs.size() < config.maxRuns()) {
            refused.clear();
        }
    }

    /** Mutable, guarded by itself. */
    private static final class Run {

        private final Map<String, Forecast> byMetric = new TreeMap<>();
        private Instant news = Instant.EPOCH;
        private RunState state = RunState.RUNNING;

        synchronized void update(Forecast forecast, Instant now) {
            byMetric.put(forecast.metric(), forecast);
            if (!(state.ended() && forecast.state().ended())) {
                news = now;
            }
            state = forecast.state();
        }

        synchronized boolean over(Instant now, SeriesConfig config) {
            return news.plus(state.ended() ? config.grace() : config.idle()).isBefore(now);
        }

        synchronized List<Forecast> curves() {
            List<Forecast> curves = new ArrayList<>(byMetric.values());
            curves.sort((a, b) -> Boolean.compare(b.objective(), a.objective()));
            return curves;
        }
    }
}
