package io.github.descentry.monitor;

import io.github.descentry.detect.Finding;
import io.github.descentry.detect.Oddity;
import io.github.descentry.detect.Turn;
import io.github.descentry.detect.Watched;
import io.github.descentry.events.Anomaly;
import io.github.descentry.events.EventId;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.StopSignal;
import io.github.descentry.fit.CurveEstimate;
import io.github.descentry.stop.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The outcome of one step while it is being written: says whose each turn and signal is. */
final class Draft {

    private final RunMemory memory;
    private final Rules book;
    private final Instant time;
    private List<Forecast> forecasts = List.of();
    private List<Anomaly> anomalies = List.of();
    private List<Outcome.Odd> oddities = List.of();
    private List<StopSignal> signals = List.of();
    Set<String> lapsed = Set.of();

    /** Whether the groups that the run was in are to be told. */
    boolean moved;

    int outdated;
    int duplicates;
    int overCap;

    /**
     * @param book the rules of all policies in force
     * @param time time that turns and signals bear
     */
    Draft(RunMemory memory, Rules book, Instant time) {
        this.memory = memory;
        this.book = book;
        this.time = time;
    }

    /** What the policy that governs the run judges it by. */
    PolicyRules rules() {
        return memory.rules(book);
    }

    /** Takes turns of a curve, or of the run where {@code metric} is null. */
    Consumer<Turn> turns(String metric) {
        return turn -> add(turn, metric);
    }

    private void add(Turn turn, String metric) {
        if (anomalies.isEmpty()) {
            anomalies = new ArrayList<>(2);
        }
        anomalies.add(anomaly(turn, metric));
    }

    private Anomaly anomaly(Turn turn, String metric) {
        return new Anomaly(
                anomalyId(metric, turn),
                memory.run,
                memory.project,
                memory.group,
                turn.watched().map(Watched::metric).or(() -> Optional.ofNullable(metric)),
                turn.kind(),
                turn.status(),
                turn.severity(),
                memory.attempt,
                turn.firstStep(),
                turn.step(),
                time,
                turn.evidence(),
                turn.sentence(),
                turn.watched().map(Watched::rule));
    }

    private String anomalyId(String metric, Turn turn) {
        // The same step may be passed once more in a later segment of the same attempt.
        String attempt =
                memory.segment == 0
                        ? Integer.toString(memory.attempt)
                        : memory.attempt + "." + memory.segment;
        List<String> parts = new ArrayList<>(6);
        parts.add(memory.run);
        parts.add(attempt);
        parts.add(turn.watched().map(Watched::metric).orElse(metric == null ? "" : metric));
        parts.add(turn.kind().name().toLowerCase(Locale.ROOT));
        parts.add(Long.toString(turn.firstStep()));
        turn.watched().map(Watched::rule).ifPresent(parts::add);
        return EventId.of(parts.toArray(String[]::new));
    }

    /** Takes a value of a curve that is odd. */
    void odd(Oddity oddity, String metric) {
        if (oddities.isEmpty()) {
            oddities = new ArrayList<>(2);
        }
        oddities.add(
                new Outcome.Odd(
                        anomaly(
                                new Turn(
                                        Anomaly.Kind.SPIKE,
                                        Anomaly.Status.OPENED,
                                        Anomaly.Severity.INFO,
                                        oddity.step(),
                                        oddity.step(),
                                        Map.of(
                                                "value", oddity.value(),
                                                "expected", oddity.expected()),
                                        metric + " is odd at step " + oddity.step()),
                                metric),
                        oddity.chance()));
    }

    /** Says again that an anomaly is open. */
    void again(Finding finding, String metric, long step) {
        add(
                new Turn(
                        finding.kind(),
                        finding.status(),
                        finding.severity(),
                        finding.firstStep(),
                        step,
                        Map.of(),
                        finding.kind().name().toLowerCase(Locale.ROOT)
                                + " since step "
                                + finding.firstStep()
                                + " is still open",
                        finding.watched()),
                metric);
    }

    void signal(StopSignal signal) {
        if (signals.isEmpty()) {
            signals = new ArrayList<>(2);
        }
        signals.add(signal);
    }

    Subject subject() {
        return new Subject(
                memory.run,
                memory.project,
                memory.group,
                memory.attempt,
                memory.progress.step(),
                time);
    }

    /** Forecasts of all curves that have reported. */
    void forecastAll() {
        Optional<Anomaly.Kind> worst = memory.worstAnomaly();
        for (CurveMemory curve : memory.curves) {
            if (curve.time() != Long.MIN_VALUE) {
                forecast(curve, curve.fit().estimate(memory.progress), worst);
            }
        }
    }

    /**
     * A forecast.
     *
     * @param worst the worst anomaly of the run
     */
    void forecast(
            CurveMemory curve, Optional<CurveEstimate> estimate, Optional<Anomaly.Kind> worst) {
        if (forecasts.isEmpty()) {
            forecasts = new ArrayList<>(memory.curves.size());
        }
        forecasts.add(Forecasts.of(memory, curve, estimate, worst));
    }

    Outcome outcome() {
        Outcome.Ignored ignored =
                outdated + duplicates + overCap == 0
                        ? Outcome.Ignored.NONE
                        : new Outcome.Ignored(outdated, duplicates, overCap);
        return new Outcome(
                forecasts,
                anomalies,
                oddities,
                signals,
                memory.run,
                memory.group,
                moved ? memory.moves.membership(subject()) : memory.moves.told(),
                rules().policy(),
                memory.progress.share(),
                lapsed,
                ignored);
    }
}
