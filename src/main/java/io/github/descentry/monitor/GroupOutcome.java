package io.github.descentry.monitor;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.policy.RunStanding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a step of {@link GroupMonitor} says.
 *
 * @param forecast the one that came in, with its standing in the group where it has one
 * @param leaderboard present if it has changed by more than a trifle
 * @param signals stops advised or withdrawn
 * @param standing of the run, which signals are proposed with; present with signals, and if it has
 *     moved while a stop of the run is advised
 * @param lapsed names of the policies under which the group advised a stop when the run ended: that
 *     lapses without a word
 * @param left runs of this group that are left out because there are too many, so far
 */
public record GroupOutcome(
        Forecast forecast,
        Optional<Leaderboard> leaderboard,
        List<StopSignal> signals,
        Optional<RunStanding> standing,
        Set<String> lapsed,
        int left) {

    static GroupOutcome passed(Forecast forecast, int left) {
        return new GroupOutcome(
                forecast, Optional.empty(), List.of(), Optional.empty(), Set.of(), left);
    }
}
