package io.github.descentry.monitor;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import java.util.List;
import java.util.Optional;

/**
 * What a step of {@link GroupMonitor} says.
 *
 * @param forecast the one that came in, with its standing in the group where it has one
 * @param leaderboard present if it has changed by more than a trifle
 * @param signals stops advised or withdrawn
 * @param left runs of this group that are left out because there are too many, so far
 */
public record GroupOutcome(
        Forecast forecast, Optional<Leaderboard> leaderboard, List<StopSignal> signals, int left) {}
