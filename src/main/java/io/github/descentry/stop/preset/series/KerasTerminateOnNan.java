package io.github.descentry.stop.preset.series;

import io.github.descentry.stop.Parameters;
import io.github.descentry.stop.preset.SeriesPreset;

/**
 * Keras's {@code TerminateOnNaN} (keras/src/callbacks/terminate_on_nan.py, 3.15.1): a loss that is
 * NaN or infinite, of either sign, stops the run. A report is a batch. There are no parameters;
 * {@code raise_error} decides how to stop only.
 */
record KerasTerminateOnNan() implements SeriesPreset {

    static final String NAME = "keras.terminate_on_nan";

    static KerasTerminateOnNan of(Parameters parameters) {
        return new KerasTerminateOnNan();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Memory begin() {
        return new Unremembering(value -> !Double.isFinite(value), "invalid_loss");
    }
}
