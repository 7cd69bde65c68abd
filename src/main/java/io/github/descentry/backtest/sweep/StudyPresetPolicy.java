package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.monitor.StudyMemory;
import io.github.descentry.stop.preset.StudyPreset;

/** Another tool's rule over the runs of a group, which sees them as {@link StudyMemory} says. */
final class StudyPresetPolicy implements SweepPolicy {

    private final String name;
    private final StudyPreset preset;

    StudyPresetPolicy(String name, StudyPreset preset) {
        this.name = name;
        this.preset = preset;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Origin origin() {
        return Origin.OTHER_TOOL;
    }

    @Override
    public Session begin(SweepGroup group) {
        return new Study(new StudyMemory(preset, group.goal()));
    }

    private static final class Study implements Session {

        private final StudyMemory memory;

        private Study(StudyMemory memory) {
            this.memory = memory;
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            return point.value().isPresent()
                    && !memory.report(run.run(), point.share(), point.value().getAsDouble())
                            .isEmpty();
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            // The rule knows that it has stopped it.
        }

        @Override
        public void completed(SweepRun run) {
            memory.completed(run.run());
        }
    }
}
