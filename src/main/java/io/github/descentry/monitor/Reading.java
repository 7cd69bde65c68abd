package io.github.descentry.monitor;

import io.github.descentry.events.Checkpoint;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/**
 * The metrics of one checkpoint, each with the curve that the run has for it, looked up once: every
 * part of a step asks for them. One step, one thread.
 */
final class Reading implements BiConsumer<String, Double> {

    private final RunMemory memory;
    private final MetricRoles roles;
    private final String[] metrics;
    private final double[] values;
    private final CurveMemory[] curves;
    private int size;
    private OptionalDouble learningRate = OptionalDouble.empty();
    private OptionalDouble gradientNorm = OptionalDouble.empty();
    private int shortest = Integer.MAX_VALUE;

    Reading(RunMemory memory, MetricRoles roles, Checkpoint checkpoint) {
        this.memory = memory;
        this.roles = roles;
        int count = checkpoint.metrics().size();
        metrics = new String[count];
        values = new double[count];
        curves = new CurveMemory[count];
        checkpoint.metrics().forEach(this);
    }

    @Override
    public void accept(String metric, Double value) {
        metrics[size] = metric;
        values[size] = value;
        curves[size] = memory.curve(metric);
        size++;
        Role.Kind kind = roles.of(metric).kind();
        if (kind == Role.Kind.LEARNING_RATE && learningRate.isEmpty()) {
            learningRate = OptionalDouble.of(value);
        } else if (kind == Role.Kind.GRADIENT_NORM && metric.length() < shortest) {
            shortest = metric.length();
            gradientNorm = OptionalDouble.of(value);
        }
    }

    int size() {
        return size;
    }

    String metric(int i) {
        return metrics[i];
    }

    double value(int i) {
        return values[i];
    }

    /** The curve of a metric; null if it is none, or none yet. */
    CurveMemory curve(int i) {
        return curves[i];
    }

    /** The first learning rate; empty if there is none. */
    OptionalDouble learningRate() {
        return learningRate;
    }

    /**
     * The gradient norm; empty if there is none. Of several the one with the shortest name: beside
     * {@code grad_norm} others are mostly those of its parts.
     */
    OptionalDouble gradientNorm() {
        return gradientNorm;
    }
}
