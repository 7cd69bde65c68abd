package io.github.descentry.detect;

import io.github.descentry.fit.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One checkpoint, with all that the {@link RunDetectors} judge it by.
 *
 * @param step step of the checkpoint
 * @param time time of it, as the job says
 * @param arrival time of it on the monitor's clock
 * @param progress how far the run has come, with plan and learning rate
 * @param metrics all values of the checkpoint, as logged
 * @param gradientNorm the gradient norm it reports, which may be no finite number; empty if none
 * @param learningRate the learning rate it reports, likewise
 * @param curves all curves of the run
 * @param config settings of all detectors
 */
public record RunReport(
        long step,
        Instant time,
        Instant arrival,
        Progress progress,
        Map<String, Double> metrics,
        OptionalDouble gradientNorm,
        OptionalDouble learningRate,
        List<? extends CurveView> curves,
        DetectConfig config)
        implements Report {

    /** How many steps a share of the run stands for: of the plan, or of the steps so far. */
    double steps(double share) {
        return share * progress.totalSteps().orElse(Math.max(1, step));
    }

    /** Whether the checkpoint has a value of a curve that is no finite number. */
    boolean lost() {
        for (int i = 0; i < curves.size(); i++) {
            Double value = metrics.get(curves.get(i).metric());
            if (value != null && !Double.isFinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether enough of a planned run is done to judge; a run without a plan counts as far. */
    boolean past(double share) {
        return progress.totalSteps().isEmpty() || step >= steps(share);
    }
}
