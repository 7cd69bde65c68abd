package io.github.descentry.stop;

import java.time.Instant;
import java.util.Optional;

/**
 * Whom and when a verdict is about.
 *
 * @param run name of the run
 * @param project its project, if it said one
 * @param group its group, if it said one
 * @param attempt the attempt that reports
 * @param step step of the checkpoint
 * @param time time of the checkpoint
 */
public record Subject(
        String run,
        Optional<String> project,
        Optional<String> group,
        int attempt,
        long step,
        Instant time) {}
