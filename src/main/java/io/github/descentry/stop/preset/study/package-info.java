/**
 * Rules of other tools over the values that the runs of a group report, its trials: {@link
 * io.github.descentry.stop.preset.study.StudyPresets} has them by name. {@link
 * io.github.descentry.stop.preset.study.TrialsMemory} is what all but one of their memories build
 * on.
 */
package io.github.descentry.stop.preset.study;
