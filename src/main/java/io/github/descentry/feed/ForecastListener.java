package io.github.descentry.feed;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Is told of forecasts, anomalies and policies besides the board. Called by the feed's thread. */
public interface ForecastListener {

    /** Does not listen. */
    ForecastListener NONE =
            new ForecastListener() {
                @Override
                public void published(Forecast forecast, Instant published) {}

                @Override
                public void forgotten(String run, String metric) {}
            };

    /**
     * @param published when: for what the feed finds at its start the time of the record, later now
     */
    void published(Forecast forecast, Instant published);

    /** An anomaly has turned; in the order of its turns, but in none with forecasts. */
    default void turned(Anomaly anomaly) {}

    /**
     * Policies were put in force.
     *
     * @param tree as published; empty: there are none any more, or, once the feed has caught up,
     *     never were any
     */
    default void policies(Optional<Map<String, Object>> tree) {}

    /** The monitor has forgotten this curve. */
    void forgotten(String run, String metric);
}
