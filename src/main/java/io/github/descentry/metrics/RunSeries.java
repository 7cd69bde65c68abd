package io.github.descentry.metrics;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that have series now, with the latest forecast of each of their curves and what is open.
 * Two things come together here: what was published, by any process of the installation, and which
 * runs this process holds, namely those whose events it reads. Only the runs it holds have series
 * here, so scraping all processes gives each run once; as the others are remembered too, the series
 * are there at once after a restart or when this process takes over from another.
 *
 * <p>A run leaves when it has ended and its grace is over, when it has had no news for long, or
 * when this process no longer holds it. Where there are too many, those known first stay, so that
 * no series come and go.
 *
 * <p>Thread-safe; an update costs one map operation. Some 1 KB per run.
 */
public final class RunSeries {

    private final SeriesConfig config;
    private final InstantSource clock;
    private final int remembered;
    private final Map<String, Run> runs = new HashMap<>();
    private final OpenAnomalies open;
    private long known;

    /** Names of runs for which there was no room, to count them. */
    private final Set<String> refused = new HashSet<>();

    // Apart from the rest: stream threads must not wait for a scrape.
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    public RunSeries(SeriesConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.remembered = 10 * Math.max(100, config.maxRuns());
        this.open = new OpenAnomalies(remembered);
    }

    /**
     * Takes the place of the earlier forecast of the same run and metric.
     *
     * @param published when, as grace and idleness are counted from there
     */
    public synchronized void published(Forecast forecast, Instant published) {
        Run run = runs.get(forecast.run());
        if (run == null) {
            admit(forecast, published);
        } else {
            run.update(forecast, published);
        }
    }

    private void admit(Forecast forecast, Instant published) {
        Instant now = clock.instant();
        Run run = new Run(++known);
        run.update(forecast, published);
        if (run.over(now, config)) {
            return;
        }
        if (runs.size() >= remembered) {
            sweep(now);
        }
        if (runs.size() < remembered) {
            refused.remove(forecast.run());
            runs.put(forecast.run(), run);
        } else if (refused.size() < remembered) {
            refused.add(forecast.run());
        }
    }

    /** A turn in the life of an anomaly, of a run that may not have series yet. */
    public synchronized void turned(Anomaly anomaly) {
        open.turned(anomaly);
    }

    /** This curve is forgotten; with its last curve the run goes. */
    public synchronized void forgotten(String name, String metric) {
        Run run = runs.get(name);
        if (run != null && run.forget(metric)) {
            runs.remove(name);
            open.forget(name);
        }
    }

    /** The events of these runs are read by this process from now on. */
    void held(Collection<String> names) {
        held.addAll(names);
    }

    /** They no longer are. */
    void released(Collection<String> names) {
        names.forEach(held::remove);
    }

    /**
     * What a scrape shows.
     *
     * @param runs one list for each run, with the objective's forecast first, ordered by run
     * @param open anomalies that are open, by run; those without any are not in it
     * @param capped runs held that have no series because there are too many
     */
    record Shown(List<List<Forecast>> runs, Map<String, List<Anomaly>> open, int capped) {}

    synchronized Shown current() {
        sweep(clock.instant());
        List<Map.Entry<String, Run>> ours =
                runs.entrySet().stream()
                        .filter(entry -> held.contains(entry.getKey()))
                        .sorted(Comparator.comparingLong(entry -> entry.getValue().order))
                        .toList();
        Map<String, List<Forecast>> byRun = new TreeMap<>();
        ours.stream()
                .limit(config.maxRuns())
                .forEach(entry -> byRun.put(entry.getKey(), entry.getValue().curves()));
        long beyond = refused.stream().filter(held::contains).count();
        Map<String, List<Anomaly>> anomalies = new HashMap<>();
        byRun.keySet().forEach(run -> anomalies.put(run, open.of(run)));
        anomalies.values().removeIf(List::isEmpty);
        return new Shown(
                List.copyOf(byRun.values()),
                anomalies,
                (int) (ours.size() - byRun.size() + beyond));
    }

    private void sweep(Instant now) {
        runs.entrySet()
                .removeIf(
                        run -> {
                            boolean over = run.getValue().over(now, config);
                            if (over) {
                                open.forget(run.getKey());
                            }
                            return over;
                        });
        if (runs.size() < remembered) {
            refused.clear();
        }
    }

    /** Mutable, guarded by the series. */
    private static final class Run {

        private final long order;
        private final Map<String, Forecast> byMetric = new TreeMap<>();
        private Instant news = Instant.EPOCH;
        private RunState state = RunState.RUNNING;

        Run(long order) {
            this.order = order;
        }

        void update(Forecast forecast, Instant published) {
            byMetric.put(forecast.metric(), forecast);
            if (!(state.ended() && forecast.state().ended())) {
                news = published;
            }
            state = forecast.state();
        }

        /** Whether no curve is left. */
        boolean forget(String metric) {
            byMetric.remove(metric);
            return byMetric.isEmpty();
        }

        boolean over(Instant now, SeriesConfig config) {
            return news.plus(state.ended() ? config.grace() : config.idle()).isBefore(now);
        }

        List<Forecast> curves() {
            List<Forecast> curves = new ArrayList<>(byMetric.values());
            curves.sort((a, b) -> Boolean.compare(b.objective(), a.objective()));
            return curves;
        }
    }
}
