package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.StudiedPolicies.Studied;
import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.StopSignal.Status;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.GroupMemory;
import io.github.descentry.monitor.GroupMonitor;
import io.github.descentry.monitor.GroupOutcome;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Rungs;
import io.github.descentry.monitor.Studies;
import io.github.descentry.stop.policy.GovernorMemory;
import io.github.descentry.stop.policy.HeldFor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Policies of a file, as they govern runs live: what rules propose goes through the governor of the
 * policy, and a run is stopped at the report at which a stop comes out, or at its next one if that
 * was let go later. Runs that no policy matches go on.
 *
 * <p>A replay lines runs up by shares of their plans, so its clock, which budgets of the hour and
 * cool-downs go by, is that of the group's median run: its recorded duration, stretched over its
 * plan. Where no times are recorded a step takes a second. Each group is judged by itself, with
 * budgets of its own.
 */
public final class FilePolicy implements SweepPolicy {

    private final StudiedPolicies policies;
    private final GroupMonitor monitor;

    public FilePolicy(StudiedPolicies policies, MonitorConfig config) {
        this.policies = policies;
        this.monitor = new GroupMonitor(config);
    }

    @Override
    public String name() {
        return policies.title();
    }

    @Override
    public Origin origin() {
        return Origin.FILE;
    }

    @Override
    public Session begin(SweepGroup group) {
        return new Live(group);
    }

    private final class Live implements Session {

        private final GroupMemory memory;
        private final Duration plan;
        private final Rungs rungs = Rungs.inMemory();
        private final Studies studies = Studies.inMemory();
        private final Map<String, GovernorMemory> governed = new HashMap<>();
        private final Map<String, String> told = new HashMap<>();
        private final Map<String, HeldFor> held = new LinkedHashMap<>();
        private Instant now = CorpusRun.START;

        private Live(SweepGroup group) {
            memory = new GroupMemory(group.name());
            plan = group.medianDuration();
        }

        @Override
        public void advance(double plans) {
            now = CorpusRun.START.plusMillis(Math.round(plans * plan.toMillis()));
            governed.forEach(
                    (policy, known) -> {
                        Optional<Instant> due = policies.named(policy).governor().due(known);
                        if (due.isPresent() && !due.get().isAfter(now)) {
                            heed(policies.named(policy).governor().tick(known, now));
                        }
                    });
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            point.forecast().ifPresent(forecast -> take(run, forecast));
            if (run.policy().isPresent()) {
                Studied policy = policies.named(run.policy().get());
                for (StopSignal signal : point.signals()) {
                    heed(
                            policy.governor()
                                    .take(
                                            of(policy),
                                            signal.at(now),
                                            monitor.step(memory, signal),
                                            now));
                }
            }
            return told.containsKey(run.run());
        }

        private void take(SweepRun run, Forecast forecast) {
            if (run.policy().isEmpty()) {
                monitor.step(memory, rungs, studies, forecast, Optional.empty(), monitor.usual());
                return;
            }
            Studied policy = policies.named(run.policy().get());
            GroupOutcome outcome =
                    monitor.step(memory, rungs, studies, forecast, run.policy(), policy.rules());
            GovernorMemory known = of(policy);
            for (StopSignal signal : outcome.signals()) {
                heed(
                        policy.governor()
                                .take(
                                        known,
                                        signal.at(now),
                                        outcome.standing().orElseThrow(),
                                        now));
            }
            if (!outcome.lapsed().isEmpty()) {
                policy.governor().ended(known, run.run());
            } else if (outcome.signals().isEmpty() && outcome.standing().isPresent()) {
                heed(
                        policy.governor()
                                .learn(known, Map.of(run.run(), outcome.standing().get()), now));
            }
        }

        private GovernorMemory of(Studied policy) {
            return governed.computeIfAbsent(policy.name(), name -> new GovernorMemory());
        }

        private void heed(List<StopSignal> signals) {
            for (StopSignal signal : signals) {
                if (signal.status() == Status.WITHDRAWN) {
                    continue;
                }
                if (signal.mode() != Mode.OBSERVE) {
                    told.putIfAbsent(
                            signal.run(),
                            signal.policy().map(policy -> "policy " + policy + ", ").orElse("")
                                    + signal.rule()
                                    + ": "
                                    + signal.reason());
                    held.remove(signal.run());
                } else if (signal.held().isPresent() && !told.containsKey(signal.run())) {
                    held.put(signal.run(), HeldFor.of(signal.held().get()));
                }
            }
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            run.stoppedAt(reports).ifPresent(forecast -> take(run, forecast));
        }

        @Override
        public String reason(SweepRun run) {
            return told.getOrDefault(run.run(), "");
        }

        @Override
        public void completed(SweepRun run) {
            run.ended().ifPresent(forecast -> take(run, forecast));
        }

        @Override
        public Map<HeldFor, Integer> held() {
            Map<HeldFor, Integer> counts = new EnumMap<>(HeldFor.class);
            held.values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
            return counts;
        }
    }
}
