package io.github.descentry.detect;

import java.util.Optional;

/** Watches one metric of one run. */
public interface CurveDetector extends Detector {

    /** Judges a value; called once per reported value of the metric, in order of its steps. */
    Optional<Turn> judge(CurveReport report);
}
