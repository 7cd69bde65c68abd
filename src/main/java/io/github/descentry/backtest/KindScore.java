package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly.Kind;

/**
 * How well the events of one kind were found.
 *
 * @param kind of anomaly
 * @param labelled events that are counted under it
 * @param found how many of them were found, by whichever kind answers to them
 * @param standing how many of these by an alarm that had been raised for something before
 * @param informed how many were missed but mentioned as information
 * @param medianDelayCheckpoints reports of the curve from the labelled start to the alarm; NaN if
 *     none was found
 * @param beforeHalfHarm of overfits: found before half of the harm was done
 * @param falseAlarms alarms of this kind on healthy runs; 0 for rules of other tools, which name no
 *     kind
 */
public record KindScore(
        Kind kind,
        int labelled,
        int found,
        int standing,
        int informed,
        double medianDelayCheckpoints,
        int beforeHalfHarm,
        int falseAlarms) {}
