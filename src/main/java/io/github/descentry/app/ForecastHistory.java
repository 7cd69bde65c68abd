package io.github.descentry.app;

import io.github.descentry.events.Forecast;
import io.github.descentry.feed.ForecastListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was forecast of each run's objective when certain shares of its planned steps had been seen.
 * Has to be told of every forecast that is published, in their order: who looks at the latest now
 * and then misses some, and on a busy machine many. Thread-safe.
 */
final class ForecastHistory implements ForecastListener {

    /** Shares of the planned steps. */
    static final List<Double> SEEN = List.of(0.25, 0.5, 0.75);

    /** A forecast made later than this after a share is not taken for it. */
    private static final double LATEST = 0.1;

    private final Map<String, Map<Double, Forecast>> byRun = new HashMap<>();

    /**
     * A forecast and when it was made.
     *
     * @param seen share of the planned steps that it had to be made from
     * @param forecast the first one from there on
     */
    record Entry(double seen, Forecast forecast) {}

    @Override
    public synchronized void published(Forecast forecast, Instant published) {
        if (!forecast.objective()
                || forecast.totalSteps().isEmpty()
                || forecast.estimate().isEmpty()) {
            return;
        }
        double seen = (double) forecast.step() / forecast.totalSteps().getAsLong();
        for (double share : SEEN) {
            if (seen >= share && seen < share + LATEST) {
                byRun.computeIfAbsent(forecast.run(), run -> new HashMap<>())
                        .putIfAbsent(share, forecast);
            }
        }
    }

    @Override
    public synchronized void forgotten(String run, String metric) {
        byRun.remove(run);
    }

    /** Those of one run that came with an estimate, earliest first. */
    synchronized List<Entry> of(String run) {
        Map<Double, Forecast> kept = byRun.getOrDefault(run, Map.of());
        List<Entry> entries = new ArrayList<>();
        for (double share : SEEN) {
            Forecast forecast = kept.get(share);
            if (forecast != null) {
                entries.add(new Entry(share, forecast));
            }
        }
        return entries;
    }
}
