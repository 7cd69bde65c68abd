package io.github.descentry.events;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a training job tells about itself. The key of its Kafka record is {@link #run()}.
 *
 * <p>Only checkpoints are needed: a run that never said {@code run_started} is accepted as it
 * comes, one that never says {@code run_ended} is found by its silence.
 */
public sealed interface RunEvent permits RunStarted, Checkpoint, RunEnded {

    /** Every {@link #type} there is. */
    List<String> TYPES = List.of("run_started", "checkpoint", "run_ended");

    /** Name of the run, free text, unique within a cluster, e.g. {@code gpt2-124m/lr3e-4/seed1}. */
    String run();

    /** 1 for the first start, one more after each restart; absent if the job does not count. */
    OptionalInt attempt();

    /** When it happened, as the job says; the time of the Kafka record where the job says none. */
    Instant time();

    /** Name of the kind on the wire, e.g. {@code checkpoint}. */
    String type();
}
