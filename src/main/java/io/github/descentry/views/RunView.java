package io.github.descentry.views;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import io.github.descentry.events.StopSignal.Mode;
import io.github.descentry.events.UnfittedRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known of one run at one moment.
 *
 * @param run name of the run
 * @param project project of the run, if it said one
 * @param group group of the run, if it said one
 * @param attempt the attempt that reports
 * @param state where it stands, by its latest forecast, or what is said of it without one
 * @param worstAnomaly what is wrong with it, by the same forecast; after its end what it ended
 *     with; absent if all is well
 * @param step its latest step
 * @param totalSteps planned end; absent if unknown
 * @param time time of the latest news, as the job says
 * @param place where it stands in its group; absent without a group or if it cannot be compared
 * @param forecasts latest of each of its curves, the objective's first, then by name
 * @param unfitted why it has no curve; absent if it has one
 * @param openAnomalies latest turn of each anomaly that is open, oldest first
 * @param signals the stop signals that stand, oldest first: advised, not withdrawn nor expired, and
 *     neither has the run ended since nor begun another attempt
 */
public record RunView(
        String run,
        Optional<String> project,
        Optional<String> group,
        int attempt,
        RunState state,
        Optional<Anomaly.Kind> worstAnomaly,
        long step,
        OptionalLong totalSteps,
        Instant time,
        Optional<Place> place,
        List<Forecast> forecasts,
        Optional<UnfittedRun> unfitted,
        List<Anomaly> openAnomalies,
        List<StopSignal> signals) {

    public RunView {
        forecasts = List.copyOf(forecasts);
        openAnomalies = List.copyOf(openAnomalies);
        signals = List.copyOf(signals);
    }

    /** The forecast of what the run is judged by; absent if it has none yet. */
    public Optional<Forecast> objective() {
        return forecasts.stream().filter(Forecast::objective).findFirst();
    }

    /** Whether a stop is advised, be it only to be observed: see {@link #stopMode}. */
    public boolean stopAdvised() {
        return !signals.isEmpty();
    }

    /** The boldest mode of the signals that stand; absent if none does. */
    public Optional<Mode> stopMode() {
        return signals.stream().map(StopSignal::mode).max(Comparator.naturalOrder());
    }

    /**
     * The signal that the job should obey: of those that stand and are not only to be observed, as
     * those that are held back are, the boldest, of equally bold ones the oldest. Absent: it should
     * go on. Whether a signal has expired is told by the run's own clock, that of its latest news.
     */
    public Optional<StopSignal> decision() {
        return signals.stream()
                .filter(signal -> signal.mode() != Mode.OBSERVE)
                .reduce((a, b) -> b.mode().compareTo(a.mode()) > 0 ? b : a);
    }
}
