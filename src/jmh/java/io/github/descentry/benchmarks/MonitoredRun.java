package io.github.descentry.benchmarks;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunStarted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A {@link SyntheticRun} as a job reports it: up to four curves, learning rate and gradient norm
 * with every checkpoint, a second apart. The job keeps to its declared cosine, so nothing is wrong
 * with it. Immutable.
 */
final class MonitoredRun {

    static final String RUN = "gpt2-124m/lr3e-4/seed1";

    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);
    private static final String[] METRICS = {"train/loss", "val/loss", "perplexity", "val/bpb"};

    private final int curves;
    private final Plan plan;
    private final LearningRateSchedule schedule;
    private final double[] losses;

    /**
     * @param history checkpoints seen before the measured ones
     * @param curves metrics that are fitted
     */
    MonitoredRun(int history, int curves) {
        SyntheticRun synthetic = new SyntheticRun(history, SyntheticRun.Schedule.COSINE);
        this.curves = curves;
        plan = synthetic.plan();
        schedule = plan.schedule().orElseThrow();
        losses = synthetic.losses();
    }

    RunStarted started() {
        return new RunStarted(
                RUN,
                Optional.of("nlp"),
                Optional.of("gpt2-124m"),
                OptionalInt.of(1),
                BEGIN,
                plan,
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    /** A checkpoint; the first is 1. */
    Checkpoint checkpoint(int index) {
        double loss = losses[index];
        long step = SyntheticRun.step(index);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int m = 0; m < curves; m++) {
            metrics.put(METRICS[m], loss + 0.01 * m);
        }
        metrics.put("lr", schedule.rate(step, plan.totalSteps().orElseThrow()));
        metrics.put("grad_norm", 0.2 + 0.01 * loss);
        return new Checkpoint(
                RUN,
                OptionalInt.empty(),
                step,
                BEGIN.plusSeconds(index),
                OptionalDouble.empty(),
                metrics);
    }
}
