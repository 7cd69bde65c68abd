package io.github.descentry.monitor;

import io.github.descentry.stop.StopRule;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.Optional;

/**
 * A rule of another tool as one of ours: it says at once what the original decides, and takes
 * nothing back, for the original would have ended the run.
 *
 * @param name in signals
 * @param preset the rule
 * @param metric the metric it looks at; absent: the run's objective
 */
record PresetRule(String name, SeriesPreset preset, Optional<String> metric) implements StopRule {

    @Override
    public int version() {
        return 1;
    }
}
