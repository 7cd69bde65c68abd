package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.Estimate;
import io.github.descentry.events.Forecast.Quantiles;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rungs;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Our rules as they run live: every forecast goes to a {@link GroupMonitor}, and what it or the
 * run's own monitor advises is carried out at once.
 */
public final class MonitorPolicy implements SweepPolicy {

    private final String name;
    private final MonitorConfig config;
    private final boolean ownRules;

    /**
     * @param ownRules whether runs are also stopped by rules that need no siblings
     */
    public MonitorPolicy(String name, MonitorConfig config, boolean ownRules) {
        this.name = name;
        this.config = config;
        this.ownRules = ownRules;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Session begin(String group, Goal goal) {
        return new Live(new GroupMonitor(config), new GroupMemory(group), ownRules);
    }

    private static final class Live implements Session {

        private final GroupMonitor monitor;
        private final GroupMemory memory;
        private final boolean ownRules;
        private final Rungs rungs = Rungs.inMemory();

        private Live(GroupMonitor monitor, GroupMemory memory, boolean ownRules) {
            this.monitor = monitor;
            this.memory = memory;
            this.ownRules = ownRules;
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            boolean advised = ownRules && point.advised();
            if (point.forecast().isPresent()) {
                for (StopSignal signal :
                        monitor.step(memory, rungs, point.forecast().get()).signals()) {
                    advised |= signal.status() == StopSignal.Status.ADVISED;
                }
            }
            return advised;
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            for (int i = reports; i > 0; i--) {
                Optional<Forecast> latest = run.points().get(i - 1).forecast();
                if (latest.isPresent()) {
                    monitor.step(memory, rungs, ended(latest.get(), run.level(reports)));
                    return;
                }
            }
        }

        @Override
        public void completed(SweepRun run) {
            run.ended().ifPresent(forecast -> monitor.step(memory, rungs, forecast));
        }

        /** As the run's monitor tells of a run that was stopped: what it stands at is certain. */
        private static Forecast ended(Forecast latest, double level) {
            return new Forecast(
                    latest.run(),
                    latest.project(),
                    latest.group(),
                    latest.metric(),
                    latest.goal(),
                    latest.objective(),
                    latest.attempt(),
                    RunState.STOPPED,
                    latest.worstAnomaly(),
                    latest.step(),
                    latest.time(),
                    latest.value(),
                    latest.smoothed(),
                    latest.zscore(),
                    latest.learningRate(),
                    latest.totalSteps(),
                    latest.schedule(),
                    latest.estimate().map(estimate -> certain(estimate, latest, level)),
                    Optional.empty());
        }

        private static Estimate certain(Estimate estimate, Forecast latest, double level) {
            return new Estimate(
                    latest.step(),
                    estimate.planned(),
                    level,
                    0,
                    new Quantiles(level, level, level, level, level, level, level),
                    estimate.limit(),
                    estimate.exponent(),
                    0,
                    estimate.law(),
                    estimate.beatTarget(),
                    OptionalLong.empty());
        }
    }
}
