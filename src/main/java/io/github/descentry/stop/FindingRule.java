package io.github.descentry.stop;

import io.github.descentry.detect.Finding;
import io.github.descentry.fit.Progress;
import java.util.List;

/** Judges a run by the anomalies that are open on the curves it lives by. */
public interface FindingRule extends StopRule {

    Verdict judge(Facts facts);

    /**
     * What is known at a checkpoint.
     *
     * @param step step of the checkpoint
     * @param progress how far the run has come
     * @param curves the objective and the training losses, with what is open on them
     */
    record Facts(long step, Progress progress, List<Curve> curves) {

        /** How many steps a share of the run stands for: of the plan, or of the steps so far. */
        public double steps(double share) {
            return share * progress.totalSteps().orElse(Math.max(1, step));
        }
    }

    /**
     * A curve and what is open on it.
     *
     * @param metric name as logged
     * @param findings what is open
     */
    record Curve(String metric, List<Finding> findings) {}
}
