package io.github.descentry.detect;

/** On which data a metric is measured, as far as its name tells. */
public enum Split {
    TRAINING,
    VALIDATION,
    UNSPECIFIED
}
