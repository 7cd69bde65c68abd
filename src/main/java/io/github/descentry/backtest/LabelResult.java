package io.github.descentry.backtest;

import io.github.descentry.ingest.CurveLabel;
import io.github.descentry.ingest.CurveLabel.Event;
import java.util.Optional;

/**
 * A labelled event and whether it was found.
 *
 * @param label the event
 * @param finder the earliest alarm that answers to it; absent: missed
 * @param delay reports of the curve from the labelled start to the alarm, not below 0
 * @param standing whether that alarm had been raised for something before and still stood
 * @param informed whether the event was missed but mentioned as information
 * @param beforeHalfHarm of an overfit: whether the alarm came before the curve had risen half of
 *     the way from its minimum to its end level
 */
public record LabelResult(
        CurveLabel label,
        Optional<Alarm> finder,
        int delay,
        boolean standing,
        boolean informed,
        boolean beforeHalfHarm) {

    /** Beyond this many reports a spike is found late: it may be over. */
    static final int LATE_SPIKE = 3;

    static final int LATE = 10;

    boolean found() {
        return finder.isPresent();
    }

    /** Whether it is one of those that last: no single high value. */
    boolean lasting() {
        return label.event() == Event.SPIKE || label.event() == Event.DIVERGED;
    }

    boolean late() {
        return found()
                && switch (label.event()) {
                    case NAN -> delay > 0;
                    case SPIKE -> delay > LATE_SPIKE;
                    case DIVERGED -> delay > LATE;
                    case OVERFIT -> !beforeHalfHarm;
                    default -> false;
                };
    }
}
