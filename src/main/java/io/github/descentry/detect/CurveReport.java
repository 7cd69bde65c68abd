package io.github.descentry.detect;

import io.github.descentry.events.Goal;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.fit.Innovation;
import io.github.descentry.fit.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * One reported value of a metric, with all that a detector of curves judges it by.
 *
 * @param metric name as logged
 * @param goal which way is better
 * @param split data it is measured on
 * @param step step of the report
 * @param time time of the report, as the job says
 * @param progress how far the run has come
 * @param innovation the value against what the fit expected
 * @param baseline what is normal on this curve; has seen the value already
 * @param estimate forecast of the curve's end, this value included; absent until there is one
 * @param training the training curve that goes with this one, where this is a validation curve and
 *     there is one
 * @param validation the validation curve that goes with this one, where this is a training curve
 *     and there is one
 * @param resumedStep step that the run last went on from: a restart, another attempt; -1 if never
 * @param overfitTold whether it is told on another curve of the run that it over-fits
 * @param config settings of all detectors
 */
public record CurveReport(
        String metric,
        Goal goal,
        Split split,
        long step,
        Instant time,
        Progress progress,
        Innovation innovation,
        Baseline baseline,
        Optional<CurveEstimate> estimate,
        Optional<? extends CurveView> training,
        Optional<? extends CurveView> validation,
        long resumedStep,
        boolean overfitTold,
        DetectConfig config)
        implements Report {

    /** The value as reported. */
    double value() {
        return innovation.value();
    }

    boolean finite() {
        return Double.isFinite(innovation.value());
    }

    /** How many steps a share of the run stands for: of the plan, or of the steps so far. */
    double steps(double share) {
        return share * progress.totalSteps().orElse(Math.max(1, step));
    }

    /** Whether enough of a planned run is done to judge; a run without a plan counts as far. */
    boolean past(double share) {
        return progress.totalSteps().isEmpty() || step >= steps(share);
    }
}
