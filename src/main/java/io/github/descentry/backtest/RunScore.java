package io.github.descentry.backtest;

import java.util.List;

/**
 * How one run, or one curve of it, was judged by one judge.
 *
 * @param healthy whether nothing was wrong with the run
 * @param checkpoints reports of the run, or of the curve
 * @param calls alarms at which somebody was called, those on a curve within some reports of each
 *     other once
 * @param labels the labelled events
 * @param informational anomalies that were mentioned as information
 */
public record RunScore(
        boolean healthy,
        long checkpoints,
        List<Call> calls,
        List<LabelResult> labels,
        int informational) {}
