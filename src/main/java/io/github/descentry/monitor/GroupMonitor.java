package io.github.descentry.monitor;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Standing;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.stop.ForecastRule;
import io.github.descentry.stop.RungRule;
import io.github.descentry.stop.Subject;
import io.github.descentry.stop.Used;
import io.github.descentry.stop.Verdict;
import io.github.descentry.stop.policy.PolicySet;
import io.github.descentry.stop.policy.RunStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

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
    private final Rules usual;

    public GroupMonitor(MonitorConfig config) {
        this.config = config;
        usual = Rules.of(PolicySet.of(config.stop()));
    }

    /** The rules of the configuration, which are in force as long as there are no policies. */
    public Rules usual() {
        return usual;
    }

    /**
     * Takes a forecast of a run's objective under the rules of the configuration, where none of
     * them judges by rungs.
     */
    public GroupOutcome step(GroupMemory memory, Forecast forecast) {
        return step(memory, Rungs.inMemory(), forecast);
    }

    /** Takes a forecast of a run's objective under the rules of the configuration. */
    public GroupOutcome step(GroupMemory memory, Rungs rungs, Forecast forecast) {
        Optional<String> policy = Optional.of(usual.policies().policies().get(0).name());
        return step(memory, rungs, Studies.inMemory(), forecast, policy, usual);
    }

    /**
     * Takes a forecast of a run's objective.
     *
     * @param memory of the forecast's group; changed
     * @param rungs of the same group; changed
     * @param studies of the same group; changed
     * @param policy name of the policy that governs the run; absent: none does
     * @param book the rules of all policies in force
     */
    public GroupOutcome step(
            GroupMemory memory,
            Rungs rungs,
            Studies studies,
            Forecast forecast,
            Optional<String> policy,
            Rules book) {
        return step(memory, rungs, studies, forecast, Membership.STEADY, policy, book);
    }

    /**
     * The same of a run that may have moved from group to group.
     *
     * @param membership of the run when it told the forecast
     */
    public GroupOutcome step(
            GroupMemory memory,
            Rungs rungs,
            Studies studies,
            Forecast forecast,
            Membership membership,
            Optional<String> policy,
            Rules book) {
        PolicyRules rules = book.named(policy);
        if (!forecast.group().equals(Optional.of(memory.group))) {
            throw new IllegalArgumentException(
                    "forecast of group="
                            + forecast.group().orElse("")
                            + " given to the memory of "
                            + memory.group);
        }
        if (memory.gone.outdates(forecast.run(), membership.since())) {
            return GroupOutcome.passed(forecast, memory.left);
        }
        GroupEntry entry = memory.entry(forecast.run());
        if (entry != null && forecast.attempt() < entry.attempt) {
            return GroupOutcome.passed(forecast, memory.left);
        }
        if (entry == null) {
            entry = memory.add(forecast.run(), config.maxRunsPerGroup());
            if (entry == null) {
                return GroupOutcome.passed(forecast, memory.left);
            }
        }
        List<StopSignal> signals = new ArrayList<>(0);
        if (forecast.attempt() > entry.attempt) {
            entry.advices.revoke(
                    key -> true,
                    subject(forecast),
                    "attempt " + forecast.attempt() + " has started",
                    rules.terms(),
                    signals::add);
        }
        entry.advices.adopt(
                rules.keys(), rules.policy(), subject(forecast), rules.terms(), signals::add);
        // One that only tells of another state, or is said again, is no further report; nor is the
        // first of a run that comes from elsewhere: it was judged there, perhaps under the same id.
        boolean report =
                !membership.fresh()
                        && (entry.metric.isEmpty()
                                || forecast.attempt() != entry.attempt
                                || forecast.step() != entry.step);
        int rankBefore = Ranking.of(memory, entry).rank(entry);
        boolean changed = entry.take(forecast);
        Set<String> lapsed = entry.state.ended() ? entry.lapse() : Set.of();
        int crossed = entry.ladder.climb(forecast, rungs, config.maxRunsPerGroup());
        Ranking ranking = Ranking.of(memory, entry);
        if (!membership.fresh()) {
            study(entry, rules, studies, forecast, signals);
        }
        if (!entry.tellable()) {
            return new GroupOutcome(
                    forecast,
                    Optional.empty(),
                    signals,
                    standing(memory, entry, ranking, signals),
                    lapsed,
                    memory.left);
        }
        Optional<GroupEntry> best = ranking.bestBut(entry);
        if (report) {
            judge(entry, rules, ranking, forecast, signals);
        }
        // A level is what it is, whatever anomaly is open; only one that has become critical is
        // left to the rules on anomalies.
        if (crossed > 0
                && !membership.fresh()
                && entry.state != RunState.UNSTABLE
                && !rules.rungs().isEmpty()) {
            climbed(memory, entry, rules, crossed, rungs, forecast, signals);
        }
        Optional<Leaderboard> leaderboard =
                changed || ranking.rank(entry) != rankBefore || entry.moved()
                        ? Optional.of(Ranking.ofMost(memory).leaderboard(memory, forecast.time()))
                        : Optional.empty();
        Forecast judged = entry.known() ? forecast.with(standing(entry, best)) : forecast;
        return new GroupOutcome(
                judged,
                leaderboard,
                signals,
                standing(memory, entry, ranking, signals),
                lapsed,
                memory.left);
    }

    /**
     * Says again what stands of a run, for a topology that reads a forecast that has been taken a
     * second time. Changes nothing.
     *
     * @param forecast perhaps an earlier one than the latest taken
     */
    public GroupOutcome republish(
            GroupMemory memory, Forecast forecast, Optional<String> policy, Rules book) {
        GroupEntry entry = memory.entry(forecast.run());
        if (entry == null || !entry.tellable()) {
            return GroupOutcome.passed(forecast, memory.left);
        }
        Ranking ranking = Ranking.of(memory, entry);
        List<StopSignal> signals = new ArrayList<>(0);
        entry.advices.standing(subject(forecast), book.named(policy)::terms, signals::add);
        return new GroupOutcome(
                entry.known() ? forecast.with(standing(entry, ranking.bestBut(entry))) : forecast,
                Optional.of(Ranking.ofMost(memory).leaderboard(memory, forecast.time())),
                signals,
                signals.isEmpty()
                        ? Optional.empty()
                        : Optional.of(standing(memory, entry, ranking)),
                entry.state.ended() ? republishLapse(policy) : Set.of(),
                memory.left);
    }

    /** Nobody knows any more whether something stood when the run ended; to say so harms nobody. */
    private static Set<String> republishLapse(Optional<String> policy) {
        return policy.map(Set::of).orElse(Set.of());
    }

    /**
     * Takes what a rule on one run alone has advised or withdrawn.
     *
     * @param memory of the run's group; changed
     * @return where the run stands, which the signal is proposed with
     */
    public RunStanding step(GroupMemory memory, StopSignal signal) {
        GroupEntry entry = memory.entry(signal.run());
        if (entry == null) {
            return GroupEntry.standing(Double.NaN, memory.runs() + 1, memory.stopped(), 0);
        }
        entry.take(signal);
        RunStanding standing = standing(memory, entry, Ranking.of(memory, entry));
        entry.tells(standing);
        return standing;
    }

    /** Present with signals, and if it has moved while a stop is advised. */
    private static Optional<RunStanding> standing(
            GroupMemory memory, GroupEntry entry, Ranking ranking, List<StopSignal> signals) {
        if (signals.isEmpty() && !entry.stopAdvised()) {
            return Optional.empty();
        }
        RunStanding standing = standing(memory, entry, ranking);
        return entry.tells(standing) || !signals.isEmpty()
                ? Optional.of(standing)
                : Optional.empty();
    }

    static RunStanding standing(GroupMemory memory, GroupEntry entry, Ranking ranking) {
        return GroupEntry.standing(
                entry.share, memory.runs(), memory.stopped(), ranking.rankOfThoseLeft(entry));
    }

    /**
     * A run has left the group: nothing of it is held against the others any more, and what the
     * group has advised of it is withdrawn. The second time the same is said once more, and nothing
     * changes. What presets of other tools have seen of the run stays: none of them lets a trial
     * leave its study.
     *
     * @param memory of the group that it left; changed
     * @param rungs of the same group; changed
     * @param policy name of the policy that governs the run now; absent: none does
     */
    public GroupDeparture leave(
            GroupMemory memory,
            Rungs rungs,
            Departure departure,
            Optional<String> policy,
            Rules book) {
        return Leaving.of(memory, rungs, departure, book.named(policy).terms());
    }

    /**
     * A run has left the group: jumps that nobody else had are forgotten.
     *
     * @return whether that changes anything
     */
    public boolean leave(SharedSpikes spikes, Departure departure) {
        return spikes.leave(departure.subject().run());
    }

    /** Whether news of a run are from before it left the group, and come late. */
    public boolean outdated(GroupMemory memory, String run, Membership membership) {
        return memory.gone.outdates(run, membership.since());
    }

    /**
     * Takes a turn of an anomaly of one of its runs.
     *
     * @param spikes of the run's group; changed
     * @return what to publish: the turn, amended where siblings explain it, and events of the group
     */
    public List<Anomaly> step(GroupMemory memory, SharedSpikes spikes, Anomaly anomaly) {
        return spikes.take(anomaly, memory.runs(), config.detect().falseAlarms());
    }

    /**
     * Takes a value of one of its runs that is odd, but no anomaly.
     *
     * @param spikes of the run's group; changed
     * @return events of the group
     */
    public List<Anomaly> step(GroupMemory memory, SharedSpikes spikes, Outcome.Odd odd) {
        return spikes.take(
                odd.anomaly(), odd.chance(), memory.runs(), config.detect().falseAlarms());
    }

    private void judge(
            GroupEntry entry,
            PolicyRules rules,
            Ranking ranking,
            Forecast forecast,
            List<StopSignal> signals) {
        // The forecast of a disturbed run is not to be relied on: what was advised stays so.
        if (entry.state.ended()
                || forecast.estimate().isEmpty()
                || entry.disturbed
                || entry.state == RunState.UNSTABLE) {
            return;
        }
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
        for (Used<ForecastRule> use : rules.forecasts()) {
            entry.advices.take(
                    use,
                    rules.inTime(use.rule(), use.rule().judge(facts), facts.share()),
                    subject(forecast),
                    total.orElse(Math.max(1, forecast.step())),
                    signals::add);
        }
    }

    /**
     * Presets are shown every value, whatever anomaly is open, as the originals would be; they see
     * an attempt as a trial of its own, and nothing of a run without a plan.
     */
    private static void study(
            GroupEntry entry,
            PolicyRules rules,
            Studies studies,
            Forecast forecast,
            List<StopSignal> signals) {
        if (rules.studies().isEmpty() || Double.isNaN(entry.share)) {
            return;
        }
        String trial = entry.run + (entry.attempt > 1 ? " attempt " + entry.attempt : "");
        for (Used<StudyRule> use : rules.studies()) {
            String key = use.key() + " " + forecast.metric();
            if (entry.state.ended() && entry.state != RunState.COMPLETED) {
                continue;
            }
            StudyMemory study = studies.get(key, use.rule().preset(), forecast.goal());
            if (entry.state == RunState.COMPLETED) {
                study.completed(trial);
                studies.put(key, study);
                continue;
            }
            String verdict = study.report(trial, entry.share, forecast.value());
            studies.put(key, study);
            if (!verdict.isEmpty()) {
                entry.advices.take(
                        use,
                        rules.inTime(
                                use.rule(),
                                Verdict.stop(
                                        forecast.metric() + ": " + verdict,
                                        Map.of("value", forecast.value())),
                                entry.share),
                        subject(forecast),
                        forecast.totalSteps().orElse(Math.max(1, forecast.step())),
                        signals::add);
            }
        }
    }

    private static void climbed(
            GroupMemory memory,
            GroupEntry entry,
            PolicyRules rules,
            int crossed,
            Rungs rungs,
            Forecast forecast,
            List<StopSignal> signals) {
        RungRule.Facts facts = RungJudge.facts(memory, entry, crossed, rungs);
        if (facts.shared() == 0) {
            return;
        }
        for (Used<RungRule> use : rules.rungs()) {
            entry.advices.take(
                    use,
                    rules.inTime(use.rule(), use.rule().decide(facts), entry.share),
                    subject(forecast),
                    forecast.totalSteps().orElse(Math.max(1, forecast.step())),
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
