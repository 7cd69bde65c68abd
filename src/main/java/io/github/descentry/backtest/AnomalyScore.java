package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly.Kind;
import java.util.List;
import java.util.Optional;

/**
 * How one judge did on a set of runs.
 *
 * @param name of the set, or of the judge
 * @param runs in the set
 * @param checkpoints reports of all runs
 * @param healthyRuns runs with nothing wrong
 * @param healthyCheckpoints reports of those
 * @param falseAlarms alarms on healthy runs
 * @param onSingleBadBatches how many of these are at what is labelled as a single high value or as
 *     an artefact
 * @param outsideLabels wrong alarms on the other runs
 * @param informational anomalies mentioned as information, on healthy runs
 * @param lastingLabelled lasting spikes and divergences, without those of collections set apart
 * @param lastingFound how many of them were found
 * @param lastingMedianDelay as {@link KindScore#medianDelayCheckpoints()}
 * @param kinds one for each kind that was asked for
 */
public record AnomalyScore(
        String name,
        int runs,
        long checkpoints,
        int healthyRuns,
        long healthyCheckpoints,
        int falseAlarms,
        int onSingleBadBatches,
        int outsideLabels,
        int informational,
        int lastingLabelled,
        int lastingFound,
        double lastingMedianDelay,
        List<KindScore> kinds) {

    private static final double MILLION = 1e6;

    public AnomalyScore {
        kinds = List.copyOf(kinds);
    }

    /** Alarms on healthy runs per million of their reports; NaN if there are none. */
    public double falseAlarmsPerMillion() {
        return MILLION * falseAlarms / healthyCheckpoints;
    }

    public Optional<KindScore> of(Kind kind) {
        return kinds.stream().filter(it -> it.kind() == kind).findFirst();
    }
}
