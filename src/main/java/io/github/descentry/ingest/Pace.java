package io.github.descentry.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * When an event of a recording is due: at its time after the first one's, divided by the speed.
 * Times that go backwards are due at once. Not for several threads.
 */
public final class Pace {

    /** As fast as it goes. */
    public static final double MAX = Double.POSITIVE_INFINITY;

    /** A hundred years in seconds; what is due later is not worth the arithmetic. */
    private static final double LONGEST = 3.2e9;

    private final double speed;
    private Instant first;

    /**
     * A pace.
     *
     * @param speed recorded seconds per second; 1: as it was
     */
    public Pace(double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed=" + speed + " is not above 0");
        }
        this.speed = speed;
    }

    /** Whether recorded time sets the pace. */
    public boolean paced() {
        return speed != MAX;
    }

    /** How long after the first event this one happened; below 0 where times go backwards. */
    Duration recorded(Instant time) {
        if (first == null) {
            first = time;
        }
        return Duration.between(first, time);
    }

    /** How much recorded time passes within a time. */
    Duration recorded(Duration elapsed) {
        return Duration.ofMillis((long) Math.min(1000 * LONGEST, elapsed.toMillis() * speed));
    }

    /** How long after the first event this one is due. */
    public Duration due(Instant time) {
        Duration recorded = recorded(time);
        if (speed == MAX || recorded.isNegative()) {
            return Duration.ZERO;
        }
        double seconds = Math.min(LONGEST, recorded.toSeconds() / speed);
        double fraction = recorded.toNanosPart() / speed;
        return Duration.ofSeconds((long) seconds)
                .plusNanos((long) ((seconds - (long) seconds) * 1e9 + fraction));
    }
}
