package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.StopSignal;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rungs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Our rules as they run live: every forecast goes to a {@link GroupMonitor}, and what it or the
 * run's own monitor advises is carried out at once.
 */
final class MonitorPolicy implements SweepPolicy {

    private final Origin origin;
    private final String name;
    private final MonitorConfig config;
    private final boolean ownRules;

    /**
     * @param ownRules whether runs are also stopped by rules that need no siblings
     */
    MonitorPolicy(Origin origin, String name, MonitorConfig config, boolean ownRules) {
        this.origin = origin;
        this.name = name;
        this.config = config;
        this.ownRules = ownRules;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public Session begin(SweepGroup group) {
        return new Live(new GroupMonitor(config), new GroupMemory(group.name()), ownRules);
    }

    private static final class Live implements Session {

        private final GroupMonitor monitor;
        private final GroupMemory memory;
        private final boolean ownRules;
        private final Rungs rungs = Rungs.inMemory();
        private final Map<String, String> reasons = new HashMap<>();

        private Live(GroupMonitor monitor, GroupMemory memory, boolean ownRules) {
            this.monitor = monitor;
            this.memory = memory;
            this.ownRules = ownRules;
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            Optional<StopSignal> advised = ownRules ? point.advised() : Optional.empty();
            if (point.forecast().isPresent()) {
                for (StopSignal signal :
                        monitor.step(memory, rungs, point.forecast().get()).signals()) {
                    if (signal.status() == StopSignal.Status.ADVISED) {
                        advised = Optional.of(signal);
                    }
                }
            }
            advised.ifPresent(
                    signal -> reasons.put(run.run(), signal.rule() + ": " + signal.reason()));
            return advised.isPresent();
        }

        @Override
        public String reason(SweepRun run) {
            return reasons.getOrDefault(run.run(), "");
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            run.stoppedAt(reports).ifPresent(forecast -> monitor.step(memory, rungs, forecast));
        }

        @Override
        public void completed(SweepRun run) {
            run.ended().ifPresent(forecast -> monitor.step(memory, rungs, forecast));
        }
    }
}
