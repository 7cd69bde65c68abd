package io.github.descentry.app;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.StopSignal;
import io.github.descentry.views.RunView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How one run of the demo went, and what was said of it on the way.
 *
 * @param name name of the run
 * @param about what was to be expected of it
 * @param started what the job said of itself; absent if it was never started
 * @param view what the monitor knows last; absent if it never heard of the run
 * @param history what was forecast at some shares of the way
 * @param finalValue median of the last 5 % of its objective, as anywhere; NaN if the last value is
 *     no number; absent if it has not ended
 * @param anomalies all turns of its anomalies, oldest first
 * @param signals all turns of its stop signals, oldest first
 */
record RunOutcome(
        String name,
        String about,
        Optional<RunStarted> started,
        Optional<RunView> view,
        List<ForecastHistory.Entry> history,
        OptionalDouble finalValue,
        List<Anomaly> anomalies,
        List<StopSignal> signals) {

    RunOutcome {
        history = List.copyOf(history);
        anomalies = List.copyOf(anomalies);
        signals = List.copyOf(signals);
    }

    /**
     * What was found, in the order in which it was: kinds of anomalies, each once, then the rules
     * that advised to stop.
     */
    List<String> found() {
        return Stream.concat(
                        anomalies.stream().map(turn -> turn.kind().name().toLowerCase(Locale.ROOT)),
                        signals.stream().map(signal -> "stop by " + signal.rule()))
                .distinct()
                .toList();
    }

    /** How many of the kept forecasts had the final value inside their 80 % interval. */
    long inside80() {
        return finalValue.isEmpty()
                ? 0
                : history.stream()
                        .filter(
                                entry ->
                                        entry.forecast()
                                                .estimate()
                                                .orElseThrow()
                                                .quantiles()
                                                .inside80(finalValue.getAsDouble()))
                        .count();
    }
}
