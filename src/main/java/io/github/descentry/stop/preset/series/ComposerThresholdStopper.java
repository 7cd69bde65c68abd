package io.github.descentry.stop.preset.series;

import io.github.descentry.detect.Checks;
import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Composer's {@code ThresholdStopper} (composer/callbacks/threshold_stopper.py, 0.32.1): a value
 * that is better than {@code threshold} (see {@link ComposerComparison}) stops the run, for then it
 * has got where it was to go. Equal is not better, nor is NaN. {@code threshold} must be given.
 */
record ComposerThresholdStopper(boolean takesLess, double threshold) implements SeriesPreset {

    static final String NAME = "composer.threshold_stopper";

    ComposerThresholdStopper {
        Checks.atLeast("threshold", threshold, -Double.MAX_VALUE);
    }

    static ComposerThresholdStopper of(Parameters parameters) {
        return new ComposerThresholdStopper(
                ComposerComparison.takesLess(parameters), parameters.requiredNumber("threshold"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Unremembering(
                value -> takesLess ? value < threshold : value > threshold, "threshold");
    }
}
