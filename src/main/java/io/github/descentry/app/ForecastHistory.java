package io.github.descentry.app;

import io.github.descentry.events.Forecast;
import io.github.descentry.views.RunView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was forecast of each run's objective when certain shares of its planned steps had been seen.
 * One thread.
 */
final class ForecastHistory {

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

    /** Takes note; to be called more often than the run reports. */
    void observe(RunView run) {
        run.objective()
                .filter(forecast -> forecast.totalSteps().isPresent())
                .filter(forecast -> forecast.estimate().isPresent())
                .ifPresent(this::keepFirst);
    }

    private void keepFirst(Forecast forecast) {
        double seen = (double) forecast.step() / forecast.totalSteps().getAsLong();
        for (double share : SEEN) {
            if (seen >= share && seen < share + LATEST) {
                byRun.computeIfAbsent(forecast.run(), run -> new HashMap<>())
                        .putIfAbsent(share, forecast);
            }
        }
    }

    /** Those of one run that came with an estimate, earliest first. */
    List<Entry> of(String run) {
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
