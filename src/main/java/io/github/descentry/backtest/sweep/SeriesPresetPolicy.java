package io.github.descentry.backtest.sweep;

import io.github.descentry.backtest.sweep.SweepRun.Point;
import io.github.descentry.events.Goal;
import io.github.descentry.monitor.Epochs;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Another tool's rule over the values of each run alone. It sees {@link Epochs}, those without a
 * value left out. Such rules take their goal as a parameter, so there is one for each.
 */
final class SeriesPresetPolicy implements SweepPolicy {

    private final String name;
    private final SeriesPreset falling;
    private final SeriesPreset rising;

    /**
     * @param falling the rule for metrics to minimise
     * @param rising the rule for metrics to maximise
     */
    SeriesPresetPolicy(String name, SeriesPreset falling, SeriesPreset rising) {
        this.name = name;
        this.falling = falling;
        this.rising = rising;
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
        return new Each(group.goal() == Goal.MINIMIZE ? falling : rising);
    }

    private static final class Each implements Session {

        private final SeriesPreset preset;
        private final Map<String, Epochs> epochs = new HashMap<>();
        private final Map<String, SeriesPreset.Memory> memories = new HashMap<>();

        private Each(SeriesPreset preset) {
            this.preset = preset;
        }

        @Override
        public boolean report(SweepRun run, int reports) {
            Point point = run.points().get(reports - 1);
            SeriesPreset.Memory memory =
                    memories.computeIfAbsent(run.run(), name -> preset.begin());
            return point.value().isPresent()
                    && epochs.computeIfAbsent(run.run(), name -> new Epochs())
                            .add(
                                    point.share(),
                                    point.value().getAsDouble(),
                                    (epoch, value) ->
                                            memory.report(
                                                            new SeriesPreset.Report(
                                                                    epoch,
                                                                    value,
                                                                    OptionalLong.of(Epochs.COUNT)))
                                                    .fires());
        }

        @Override
        public void stopped(SweepRun run, int reports) {
            memories.remove(run.run());
        }

        @Override
        public void completed(SweepRun run) {
            memories.remove(run.run());
        }
    }
}
