package io.github.descentry.app;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import io.github.descentry.topology.TopologyConfig.Guarantee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@link PipelineBench} sends through a topology, and how.
 *
 * @param events checkpoints of all runs together, about
 * @param runs runs that report in turn
 * @param threads of streams, and partitions
 */
record PipelineLoad(int events, int runs, int threads, Guarantee guarantee) {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What usual jobs send: loss, rate and gradient norm at each step, under a cosine plan. */
    List<RunEvent> sequence() {
        long steps = Math.max(1, events / runs);
        Plan plan =
                new Plan(
                        OptionalLong.of(steps),
                        OptionalDouble.empty(),
                        Optional.<LearningRateSchedule>empty());
        List<RunEvent> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            all.add(
                    new RunStarted(
                            name(run),
                            Optional.of("bench"),
                            Optional.empty(),
                            OptionalInt.of(1),
                            START,
                            plan,
                            Optional.empty(),
                            Map.of(),
                            Map.of()));
        }
        for (long step = 1; step <= steps; step++) {
            for (int run = 0; run < runs; run++) {
                double done = (double) step / steps;
                Map<String, Double> metrics = new LinkedHashMap<>();
                metrics.put(
                        "train/loss",
                        2 + 0.01 * run + 3 / Math.sqrt(step) + 0.02 * Math.sin(step * 1.7 + run));
                metrics.put("lr", 3e-4 * (0.55 + 0.45 * Math.cos(Math.PI * done)));
                metrics.put("grad_norm", 0.8 + 0.1 * Math.cos(step));
                all.add(
                        new Checkpoint(
                                name(run),
                                OptionalInt.of(1),
                                step,
                                START.plusSeconds(step),
                                OptionalDouble.empty(),
                                metrics));
            }
        }
        return all;
    }

    static String name(int run) {
        return "bench/lr3e-4/seed" + run;
    }
}
