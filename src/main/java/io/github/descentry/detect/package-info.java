/**
 * Finds what is wrong with a curve or a run: one class per kind of anomaly, each with its config
 * record. Pure: no clock, no randomness, no logging, no I/O.
 *
 * <p>Every detector is a rule (when does this kind of anomaly begin, how does it go on, how is it
 * told) and a life, which is the same for all: opened, recovering, escalated, resolved, each turn
 * told once. {@link io.github.descentry.detect.CurveDetectors} watch one metric, {@link
 * io.github.descentry.detect.RunDetectors} a whole run; both turn reports into {@link
 * io.github.descentry.detect.Turn}s of an anomaly's life. What is normal on a curve, its noise, its
 * tail and its best level, is learned once per curve by {@link io.github.descentry.detect.Baseline}
 * and shared by the detectors of that curve.
 *
 * <p>A new kind is one class and one line in {@link io.github.descentry.detect.CurveDetectors} or
 * {@link io.github.descentry.detect.RunDetectors}; state written before it existed stays readable.
 * Rules that users write in the configuration are read by {@link
 * io.github.descentry.detect.UserRulesConfig} and live as long as any other anomaly.
 */
package io.github.descentry.detect;
