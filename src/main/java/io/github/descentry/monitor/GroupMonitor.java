package io.github.descentry.monitor;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Standing;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.RungRule;
import io.github.descentry.stop.StopConfig;
import io.github.descentry.stop.StopRule;
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
 * <p>A run is ranked by its expected final value, one that has completed or was stopped by the
 * value it ended at, which is then certain. Runs that failed, are unstable or stalled, or have no
 * planned end, are not ranked and are nobody's rival. Who stands where is told by the leaderboard,
 * which is said again whenever something on it has moved.
 *
 * <p>Holds settings only and is safe for use by several threads; a memory belongs to one at a time.
 */
public final class GroupMonitor {

    private final MonitorConfig config;
    private final List<ForecastRule> rules;
    private final List<RungRule> rungRules;
    private final List<StopRule> allRules = new ArrayList<>();

    public GroupMonitor(MonitorConfig config) {
        this.config = config;
        rules = config.stop().forecastRules();
        rungRules = config.stop().rungRules();
        allRules.addAll(rules);
        allRules.addAll(rungRules);
    }

    /** Whether any rule is on that needs rungs. */
    public boolean usesRungs() {
        return !rungRules.isEmpty();
    }

    /**
     * Takes a forecast of a run's objective where no rule on rungs is on.
     *
     * @param memory of the forecast's group; changed
     */
    public GroupOutcome step(GroupMemory memory, Forecast forecast) {
        return step(memory, Rungs.inMemory(), forecast);
    }

    /**
     * Takes a forecast of a run's objective.
     *
     * @param memory of the forecast's group; changed
     * @param rungs of the same group; changed where a rule needs them
     */
    public GroupOutcome step(GroupMemory memory, Rungs rungs, Forecast forecast) {
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
                    allRules,
                    subject(forecast),
                    "attempt " + forecast.attempt() + " has started",
                    config.stop(),
                    signals::add);
        }
        int rankBefore = Ranking.of(memory, entry).rank(entry);
        boolean changed = entry.take(forecast);
        int crossed =
                usesRungs() ? entry.ladder.climb(forecast, rungs, config.maxRunsPerGroup()) : 0;
        if (!entry.tellable()) {
            return new GroupOutcome(forecast, Optional.empty(), signals, memory.left);
        }
        Ranking ranking = Ranking.of(memory, entry);
        Optional<GroupEntry> best = ranking.bestBut(entry);
        judge(entry, ranking, forecast, signals);
        // A level is what it is, whatever anomaly is open; only one that has become critical is
        // left to the rules on anomalies.
        if (crossed > 0 && entry.state != RunState.UNSTABLE) {
            climbed(memory, entry, crossed, rungs, forecast, signals);
        }
        Optional<Leaderboard> leaderboard =
                changed || ranking.rank(entry) != rankBefore || entry.moved()
                        ? Optional.of(Ranking.ofMost(memory).leaderboard(memory, forecast.time()))
                        : Optional.empty();
        Forecast judged = entry.known() ? forecast.with(standing(entry, best)) : forecast;
        return new GroupOutcome(judged, leaderboard, signals, memory.left);
    }

    private void judge(
            GroupEntry entry, Ranking ranking, Forecast forecast, List<StopSignal> signals) {
        if (entry.state.ended()) {
            entry.advices.forget();
            return;
        }
        // The forecast of a disturbed run is not to be relied on: what was advised stays so.
        if (forecast.estimate().isEmpty() || entry.disturbed || entry.state == RunState.UNSTABLE) {
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
                        entry.narrowest,
                        forecast.estimate().get().beatTarget(),
                        ranking.rivals(entry),
                        ranking.leads(entry));
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

    private void climbed(
            GroupMemory memory,
            GroupEntry entry,
            int crossed,
            Rungs rungs,
            Forecast forecast,
            List<StopSignal> signals) {
        RungRule.Facts facts = RungJudge.facts(memory, entry, crossed, rungs);
        if (facts.shared() == 0) {
            return;
        }
        for (RungRule rule : rungRules) {
            entry.advices.take(
                    rule,
                    rule.judge(facts),
                    subject(forecast),
                    forecast.totalSteps().orElse(Math.max(1, forecast.step())),
                    config.stop(),
                    signals::add);
        }
    }

    private static Standing standing(GroupEntry entry, Optional<GroupEntry> best) {
        if (best.isEmpty()) {
            return new Standing(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        return new Standing(
                Optional.of(best.get().run),
                OptionalDouble.of(best.get().mean),
                entry.comparable
                        ? OptionalDouble.of(entry.beats(best.get()))
                        : OptionalDouble.empty());
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
