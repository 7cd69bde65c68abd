package io.github.descentry.backtest;

import io.github.descentry.backtest.Call.Verdict;
import io.github.descentry.events.Anomaly.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Adds up how one judge did. Mutable, one writer. */
final class AnomalyTally {

    private final String name;
    private final Map<Kind, OfKind> kinds = new EnumMap<>(Kind.class);
    private final List<Double> lastingDelays = new ArrayList<>();
    private int runs;
    private int healthyRuns;
    private long checkpoints;
    private long healthyCheckpoints;
    private int falseAlarms;
    private int singleBadBatches;
    private int outside;
    private int informational;
    private int lasting;

    /**
     * @param kinds that are asked for
     */
    AnomalyTally(String name, Set<Kind> kinds) {
        this.name = name;
        kinds.forEach(kind -> this.kinds.put(kind, new OfKind()));
    }

    /**
     * @param apart whether the run's lasting events are not to be summed
     */
    void add(RunScore score, boolean apart) {
        runs++;
        checkpoints += score.checkpoints();
        if (score.healthy()) {
            healthyRuns++;
            healthyCheckpoints += score.checkpoints();
            informational += score.informational();
        }
        score.calls().forEach(this::add);
        for (LabelResult label : score.labels()) {
            OfKind kind = kinds.get(Answers.named(label.label().event()));
            if (kind != null) {
                kind.add(label);
            }
            if (label.lasting() && !apart) {
                lasting++;
                if (label.found()) {
                    lastingDelays.add((double) label.delay());
                }
            }
        }
    }

    private void add(Call call) {
        if (call.verdict() == Verdict.OUTSIDE) {
            outside++;
        } else if (call.verdict() == Verdict.FALSE) {
            falseAlarms++;
            singleBadBatches += call.singleBadBatch() ? 1 : 0;
            // Among rules of other tools only kinds that those can find have a row.
            call.alarm().kind().map(kinds::get).ifPresent(row -> row.falseAlarms++);
        }
    }

    AnomalyScore score() {
        List<KindScore> rows = new ArrayList<>();
        kinds.forEach((kind, row) -> rows.add(row.score(kind)));
        return new AnomalyScore(
                name,
                runs,
                checkpoints,
                healthyRuns,
                healthyCheckpoints,
                falseAlarms,
                singleBadBatches,
                outside,
                informational,
                lasting,
                lastingDelays.size(),
                median(lastingDelays),
                rows);
    }

    private static double median(List<Double> delays) {
        return new Median().evaluate(delays.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static final class OfKind {
        private final List<Double> delays = new ArrayList<>();
        private int labelled;
        private int standing;
        private int informed;
        private int beforeHalfHarm;
        private int falseAlarms;

        private void add(LabelResult label) {
            labelled++;
            standing += label.standing() ? 1 : 0;
            informed += label.informed() ? 1 : 0;
            beforeHalfHarm += label.beforeHalfHarm() ? 1 : 0;
            if (label.found()) {
                delays.add((double) label.delay());
            }
        }

        private KindScore score(Kind kind) {
            return new KindScore(
                    kind,
                    labelled,
                    delays.size(),
                    standing,
                    informed,
                    median(delays),
                    beforeHalfHarm,
                    falseAlarms);
        }
    }
}
