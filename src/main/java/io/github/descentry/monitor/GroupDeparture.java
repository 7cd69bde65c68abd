package io.github.descentry.monitor;

import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.policy.RunStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a group says when one of its runs has left it.
 *
 * @param leaderboard without the run; absent: there is none any more
 * @param signals stops of the run that are withdrawn
 * @param standing of the run, which these are proposed with
 * @param moved where the others stand now of which a stop is advised: by the policy under which it
 *     is, and by the run; to be told at once and before anything is withdrawn
 */
public record GroupDeparture(
        Optional<Leaderboard> leaderboard,
        List<StopSignal> signals,
        RunStanding standing,
        Map<String, Map<String, RunStanding>> moved) {}
