package io.github.descentry.feed;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import java.time.Instant;

/** Is told of forecasts and anomalies besides the board. Called by the feed's thread. */
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

    /** The monitor has forgotten this curve. */
    void forgotten(String run, String metric);
}
