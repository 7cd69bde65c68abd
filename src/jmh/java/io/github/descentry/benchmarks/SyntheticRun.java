package io.github.descentry.benchmarks;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.Plan;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A run to measure with: a loss that falls by a power law of the steps, drops as a cosine decay
 * brings it down, and has noise of half a percent. The same length gives the same values.
 * Immutable.
 *
 * @param history checkpoints seen before the measured ones; the plan is twice as long
 * @param schedule whether the plan says how the learning rate goes
 */
public record SyntheticRun(int history, Schedule schedule) {

    /** What the job tells of its learning rate. */
    public enum Schedule {
        /** The plan declares a cosine. */
        COSINE,
        /** Not declared; each checkpoint reports the same rate: three ways it may go on. */
        REPORTED,
        /** Neither declared nor reported: four ways it may go are followed. */
        UNKNOWN
    }

    /** Steps between two checkpoints. */
    static final int INTERVAL = 10;

    private static final double PEAK = 3e-4;

    int checkpoints() {
        return 2 * history;
    }

    Plan plan() {
        long steps = (long) checkpoints() * INTERVAL;
        Optional<LearningRateSchedule> declared =
                schedule == Schedule.COSINE
                        ? Optional.of(new Cosine(PEAK, PEAK / 10, steps / 100))
                        : Optional.empty();
        return new Plan(OptionalLong.of(steps), OptionalDouble.empty(), declared);
    }

    /** Learning rate that the checkpoints report; NaN if they do not. */
    double reportedRate() {
        return schedule == Schedule.REPORTED ? PEAK : Double.NaN;
    }

    /** Step of a checkpoint, the first being 1. */
    static long step(int checkpoint) {
        return (long) checkpoint * INTERVAL;
    }

    /** The losses; index 0 is not used. */
    double[] losses() {
        SplittableRandom random = new SplittableRandom(20_408_011_029L + history);
        double[] losses = new double[checkpoints() + 1];
        for (int i = 1; i < losses.length; i++) {
            double share = i / (double) checkpoints();
            double annealed = 0.5 * (1 - Math.cos(Math.PI * share));
            // Twelve uniform numbers less six: near enough to normal, and the same everywhere.
            double noise = -6;
            for (int k = 0; k < 12; k++) {
                noise += random.nextDouble();
            }
            losses[i] = 2.5 + 4 * Math.pow(step(i), -0.3) - 0.12 * annealed + 0.0125 * noise;
        }
        return losses;
    }
}
