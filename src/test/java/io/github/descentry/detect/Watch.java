package io.github.descentry.detect;

import io.github.descentry.events.Goal;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.fit.CurveFit;
import io.github.descentry.fit.Innovation;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Watches one curve of the tests with all detectors, as the monitor would, and keeps the turns. */
final class Watch extends TurnLog implements CurveView {

    final Goal goal;
    final Progress progress = new Progress();
    final CurveFit fit;
    CurveDetectors detectors;
    DetectConfig config = DetectConfig.DEFAULT;
    Split split = Split.TRAINING;
    Optional<CurveView> training = Optional.empty();
    Optional<CurveView> validation = Optional.empty();
    long resumedStep = -1;
    double rate = Double.NaN;

    /** Whether values are held against the fit; without it against the curve's own level only. */
    boolean fitted = true;

    /** Whether the state goes through its encoding after every report. */
    boolean roundTrip;

    Watch(Goal goal) {
        this.goal = goal;
        fit = new CurveFit(goal);
        detectors = new CurveDetectors(goal);
    }

    Watch() {
        this(Goal.MINIMIZE);
    }

    Watch plan(long totalSteps) {
        progress.plan(Plan.ofSteps(totalSteps));
        return this;
    }

    Watch plan(long totalSteps, LearningRateSchedule schedule) {
        progress.plan(
                new Plan(
                        OptionalLong.of(totalSteps),
                        OptionalDouble.empty(),
                        Optional.of(schedule)));
        return this;
    }

    @Override
    public String metric() {
        return split == Split.VALIDATION ? "val/loss" : "loss";
    }

    @Override
    public Goal goal() {
        return goal;
    }

    @Override
    public Split split() {
        return split;
    }

    @Override
    public Baseline baseline() {
        return detectors.baseline();
    }

    @Override
    public boolean disturbed() {
        return detectors.disturbed();
    }

    Watch report(long step, double value) {
        progress.advance(step, rate);
        Innovation innovation =
                fitted
                        ? fit.observe(progress, value)
                        : new Innovation(value, Double.NaN, Double.NaN, Double.NaN, 1);
        detectors.baseline().observe(innovation, detectors.disturbed());
        detectors.judge(
                new CurveReport(
                        metric(),
                        goal,
                        split,
                        step,
                        Instant.EPOCH.plusSeconds(step),
                        progress,
                        innovation,
                        detectors.baseline(),
                        fitted ? fit.estimate(progress) : Optional.empty(),
                        training,
                        validation,
                        resumedStep,
                        false,
                        config),
                turns::add);
        if (roundTrip) {
            StateWriter out = new StateWriter();
            detectors.write(out);
            detectors = new CurveDetectors(goal);
            detectors.read(new StateReader(out.toByteArray()));
        }
        return this;
    }
}
