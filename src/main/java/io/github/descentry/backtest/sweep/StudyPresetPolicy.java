package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.Goal;
import io.github.descentry.stop.preset.StudyPreset;
import java.util.HashMap;
import java.util.Map;

/**
 * Another tool's rule over the runs of a group. It sees {@link Epochs}; an epoch without a value
 * has that of the one before, as these rules compare equal epochs.
 */
public final class StudyPresetPolicy implements SweepPolicy {

    private final String name;
    private final StudyPreset preset;

    public StudyPresetPolicy(String name, StudyPreset preset) {
        this.name = name;
        this.preset = preset;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Session begin(String group, Goal goal) {
        return new Study(preset.begin(goal));
    }

    private static final class Study implements Session {

        private final StudyPreset.Memory memory;
        private final Map<String, Trial> trials = new HashMap<>();

        private Study(StudyPreset.Memory memory) {
            this.memory = memory;
        }

        private Trial trial(SweepRun run) {
            return trials.computeIfAbsent(run.run(), Trial::new);
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            Trial trial = trial(run);
            return point.value().isPresent()
                    && trial.epochs.add(
                            point.share(),
                            point.value().getAsDouble(),
                            (epoch, value) -> tell(trial, epoch, value));
        }

        private boolean tell(Trial trial, int epoch, double value) {
            boolean stop = false;
            for (int missing = trial.told + 1; trial.told > 0 && missing < epoch; missing++) {
                stop |= tellOne(trial, missing, trial.value);
            }
            trial.value = value;
            return stop | tellOne(trial, epoch, value);
        }

        private boolean tellOne(Trial trial, int epoch, double value) {
            trial.told = epoch;
            return memory.report(new StudyPreset.Report(trial.run, epoch, value)).fires();
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            // The rule knows that it has stopped it.
        }

        @Override
        public void completed(SweepRun run) {
            Trial trial = trial(run);
            trial.epochs.close((epoch, value) -> tell(trial, epoch, value));
            memory.completed(run.run());
        }
    }

    private static final class Trial {

        private final String run;
        private final Epochs epochs = new Epochs();
        private int told;
        private double value;

        private Trial(String run) {
            this.run = run;
        }
    }
}
