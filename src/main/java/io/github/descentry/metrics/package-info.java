/**
 * What the program exports for Prometheus: its own meters through Micrometer, the series of runs
 * through one collector of the Prometheus client on the same registry. {@link Meter} lists them
 * all.
 */
package io.github.descentry.metrics;
