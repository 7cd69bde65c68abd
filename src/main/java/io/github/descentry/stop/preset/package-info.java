/**
 * Rules of well-known tools, reproduced decision for decision: with what they make of NaN, of the
 * first value and of warm-up, and with the order of their checks. They are here for people who come
 * from those tools and to be measured against; one class per rule, which names project, file and
 * version. None is our own judgement.
 *
 * <p>A {@link io.github.descentry.stop.preset.SeriesPreset} sees the values of one metric of one
 * run; these are in {@link io.github.descentry.stop.preset.series}. A {@link
 * io.github.descentry.stop.preset.StudyPreset} sees those of all runs of a group; these are in
 * {@link io.github.descentry.stop.preset.study}. Policies may name both, and studies over recorded
 * runs compare them. Golden files hold both to what the originals decide.
 */
package io.github.descentry.stop.preset;
