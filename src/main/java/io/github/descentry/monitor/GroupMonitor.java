package io.github.descentry.monitor;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Standing;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.Chance;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.stop.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Follows the runs of one group by the forecasts of their objective: who leads, what chance each
 * has to beat the best other one, and who cannot win any more. Lives apart from {@link RunMonitor}
 * so that decisions do not depend on which process holds which run.
 *
 * <p>A run is ranked by its expected final value, one that has ended by its last smoothed value,
 * which is then certain. Runs that failed, are unstable or silent, or have no planned end, are
 * ranked last and are nobody's rival. Expected values of two runs are taken as independent normals.
 *
 * <p>Holds settings only and is safe for use by several threads; a memory belongs to one at a time.
 */
public final class GroupMonitor {

    private final MonitorConfig config;
    private final List<ForecastRule> rules;

    public GroupMonitor(MonitorConfig config) {
        this.config = config;
        rules = config.stop().forecastRules();
    }

    /**
     * Takes a forecast of a run's objective.
     *
     * @param memory of the forecast's group; changed
     */
    public GroupOutcome step(GroupMemory memory, Forecast forecast) {
        if (!forecast.group().equals(Optional.of(memory.group))) {
            throw new IllegalArgumentException(
                    "forecast of group="
                            + forecast.group().orElse("")
                            + " given to the memory of "
                            + memory.group);
        }
        GroupEntry entry = memory.entry(forecast.run());
        if (entry != null && forecast.attempt() < entry.attempt) {
            return new GroupOutcome(forecast, Optional.empty(), List.of(), memory.left);
        }
        if (entry == null) {
            entry = memory.add(forecast.run(), config.maxRunsPerGroup());
            if (entry == null) {
                return new GroupOutcome(forecast, Optional.empty(), List.of(), memory.left);
            }
        }
        List<StopSignal> signals = new ArrayList<>(0);
        if (forecast.attempt() > entry.attempt) {
            entry.advices.revoke(
                    rules,
                    subject(forecast),
                    "attempt " + forecast.attempt() + " has started",
                    config.stop(),
                    signals::add);
        }
        int rankBefore = entry.known() ? rank(memory, entry) : -1;
        boolean changed = entry.take(forecast);
        if (!entry.known()) {
            return new GroupOutcome(forecast, Optional.empty(), signals, memory.left);
        }
        int rank = rank(memory, entry);
        GroupEntry best = bestOther(memory, entry);
        judge(entry, best, forecast, signals);
        Optional<Leaderboard> leaderboard =
                changed || rank != rankBefore || entry.moved()
                        ? Optional.of(leaderboard(memory, entry, forecast))
                        : Optional.empty();
        Standing standing = standing(memory, entry, best, rank);
        return new GroupOutcome(forecast.with(standing), leaderboard, signals, memory.left);
    }

    private void judge(
            GroupEntry entry, GroupEntry best, Forecast forecast, List<StopSignal> signals) {
        if (entry.state.ended()) {
            entry.advices.forget();
            return;
        }
        // The forecast of an unstable run is not to be relied on: what was advised stays so.
        if (forecast.estimate().isEmpty() || entry.state == RunState.UNSTABLE) {
            return;
        }
        StopConfig stop = config.stop();
        OptionalLong total = forecast.totalSteps();
        ForecastRule.Facts facts =
                new ForecastRule.Facts(
                        forecast.metric(),
                        forecast.goal(),
                        total.isPresent()
                                ? forecast.step() / (double) total.getAsLong()
                                : Double.NaN,
                        entry.comparable,
                        entry.mean,
                        entry.sd,
                        forecast.estimate().get().beatTarget(),
                        best == null
                                ? Optional.empty()
                                : Optional.of(new ForecastRule.Rival(best.run, best.mean, best.sd)),
                        best != null && entry.eligible() && !best.better(entry));
        for (ForecastRule rule : rules) {
            entry.advices.take(
                    rule,
                    rule.judge(facts),
                    subject(forecast),
                    total.orElse(Math.max(1, forecast.step())),
                    stop,
                    signals::add);
        }
    }

    private static Standing standing(
            GroupMemory memory, GroupEntry entry, GroupEntry best, int rank) {
        int runs = 0;
        for (GroupEntry other : memory.entries) {
            if (other.known() && rivals(other, entry)) {
                runs++;
            }
        }
        if (best == null) {
            return new Standing(
                    rank, runs, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        return new Standing(
                rank,
                runs,
                Optional.of(best.run),
                OptionalDouble.of(best.mean),
                entry.comparable
                        ? OptionalDouble.of(
                                Chance.better(entry.goal, entry.mean, entry.sd, best.mean, best.sd))
                        : OptionalDouble.empty());
    }

    /** Whether two runs are judged by the same metric the same way. */
    private static boolean rivals(GroupEntry one, GroupEntry other) {
        return one.metric.equals(other.metric) && one.goal == other.goal;
    }

    /** Whether one is ranked before the other; equals by their name, so that ranks are certain. */
    private static boolean before(GroupEntry one, GroupEntry other) {
        if (one.eligible() != other.eligible()) {
            return one.eligible();
        }
        return one.mean == other.mean
                ? one.run.compareTo(other.run) < 0
                : one.better(other) || !other.known();
    }

    private static int rank(GroupMemory memory, GroupEntry entry) {
        int rank = 1;
        for (GroupEntry other : memory.entries) {
            if (other != entry && other.known() && rivals(other, entry) && before(other, entry)) {
                rank++;
            }
        }
        return rank;
    }

    private static GroupEntry bestOther(GroupMemory memory, GroupEntry entry) {
        GroupEntry best = null;
        for (GroupEntry other : memory.entries) {
            if (other != entry
                    && other.eligible()
                    && rivals(other, entry)
                    && (best == null || before(other, best))) {
                best = other;
            }
        }
        return best;
    }

    private static Leaderboard leaderboard(
            GroupMemory memory, GroupEntry entry, Forecast forecast) {
        List<GroupEntry> ranked = new ArrayList<>();
        for (GroupEntry other : memory.entries) {
            if (other.known() && rivals(other, entry)) {
                ranked.add(other);
            }
        }
        ranked.sort((one, other) -> one == other ? 0 : before(one, other) ? -1 : 1);
        return new Leaderboard(
                memory.group,
                entry.metric,
                entry.goal,
                forecast.time(),
                ranked.stream().map(GroupEntry::tell).toList());
    }

    private static Subject subject(Forecast forecast) {
        return new Subject(
                forecast.run(),
                forecast.project(),
                forecast.group(),
                forecast.attempt(),
                forecast.step(),
                forecast.time());
    }
}
