package io.github.descentry.detect;

/**
 * What an anomaly of a user's rule is about, where other kinds are about the curve or the run that
 * their detector watches.
 *
 * @param rule the rule as the user wrote it: one anomaly may be open for each
 * @param metric name of the metric as logged, which need not be a curve
 */
public record Watched(String rule, String metric) {}
