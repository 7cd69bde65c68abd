package io.github.descentry.monitor;

import io.github.descentry.stop.StopRule;
import io.github.descentry.stop.preset.StudyPreset;

/**
 * A rule of another tool over the runs of a group as one of ours: it says at once what the original
 * decides, and takes nothing back, for the original would have ended the run.
 *
 * @param name in signals
 * @param preset the rule
 */
record StudyRule(String name, StudyPreset preset) implements StopRule {

    @Override
    public int version() {
        return 1;
    }
}
