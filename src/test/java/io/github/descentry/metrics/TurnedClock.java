package io.github.descentry.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when told to. */
public final class TurnedClock implements InstantSource {

    private Instant now = Forecasts.TIME;

    @Override
    public Instant instant() {
        return now;
    }

    public void turn(Duration duration) {
        now = now.plus(duration);
    }
}
