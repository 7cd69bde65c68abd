package io.github.descentry.backtest;

import java.util.List;
import java.util.Map;

/**
 * What a study says of one run.
 *
 * @param run its name
 * @param collection the file it was recorded in
 * @param outcome how it went, as recorded; empty: not said
 * @param score of the monitor, over all curves
 * @param peers scores on the training loss, by name of the rule; ours under {@link
 *     AnomalyStudy#OURS}; empty if the curve is too short
 * @param stops how often a stop was advised by the rules that need no other run
 * @param sketches of the wrong verdicts, if drawings were asked for
 */
public record RunVerdict(
        String run,
        String collection,
        String outcome,
        RunScore score,
        Map<String, RunScore> peers,
        int stops,
        List<WrongVerdict> sketches) {}
