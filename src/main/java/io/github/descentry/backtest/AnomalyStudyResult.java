package io.github.descentry.backtest;

import io.github.descentry.events.Anomaly.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The verdicts of an {@link AnomalyStudy}, added up. Of wrong verdicts at most {@value #MOST_KEPT}
 * of each fault are kept. Mutable, one writer.
 */
public final class AnomalyStudyResult {

    private static final int MOST_KEPT = 250;

    /** What rules of other tools look for. */
    static final Set<Kind> OF_RULES = Set.of(Kind.NON_FINITE, Kind.SPIKE, Kind.DIVERGENCE);

    private final Set<Kind> kinds;
    private final Set<String> apart;
    private final AnomalyTally all;
    private final Map<String, AnomalyTally> collections = new TreeMap<>();
    private final Map<String, AnomalyTally> peers = new LinkedHashMap<>();
    private final Map<WrongVerdict.Fault, List<WrongVerdict>> drawn =
            new EnumMap<>(WrongVerdict.Fault.class);
    private final Map<WrongVerdict.Fault, Integer> faults = new EnumMap<>(WrongVerdict.Fault.class);
    private final Map<WrongVerdict.Fault, Map<String, Integer>> leftOut =
            new EnumMap<>(WrongVerdict.Fault.class);
    private int stopsOnHealthyRuns;

    /**
     * @param kinds that were asked for
     * @param apart collections whose lasting events are not summed
     */
    public AnomalyStudyResult(Set<Kind> kinds, Set<String> apart) {
        this.kinds = Set.copyOf(kinds);
        this.apart = Set.copyOf(apart);
        all = new AnomalyTally("all", this.kinds);
    }

    public void add(RunVerdict verdict) {
        boolean isApart = apart.contains(verdict.collection());
        all.add(verdict.score(), isApart);
        collections
                .computeIfAbsent(verdict.collection(), name -> new AnomalyTally(name, kinds))
                .add(verdict.score(), isApart);
        verdict.peers()
                .forEach(
                        (name, score) ->
                                peers.computeIfAbsent(name, it -> new AnomalyTally(it, OF_RULES))
                                        .add(score, isApart));
        stopsOnHealthyRuns += verdict.score().healthy() ? verdict.stops() : 0;
        for (WrongVerdict wrong : verdict.wrong()) {
            List<WrongVerdict> kept = drawn.computeIfAbsent(wrong.fault(), it -> new ArrayList<>());
            faults.merge(wrong.fault(), 1, Integer::sum);
            if (kept.size() < MOST_KEPT) {
                kept.add(wrong);
            } else {
                leftOut.computeIfAbsent(wrong.fault(), it -> new TreeMap<>())
                        .merge(wrong.collection(), 1, Integer::sum);
            }
        }
    }

    /** Over all runs. */
    public AnomalyScore score() {
        return all.score();
    }

    /** One per collection, by name. */
    public List<AnomalyScore> collections() {
        return collections.values().stream().map(AnomalyTally::score).toList();
    }

    /** The monitor and the rules of other tools on the training losses. */
    public List<AnomalyScore> peers() {
        return peers.values().stream().map(AnomalyTally::score).toList();
    }

    /** Stops that were advised on healthy runs by the rules that need no other run. */
    public int stopsOnHealthyRuns() {
        return stopsOnHealthyRuns;
    }

    /** Those that were kept. */
    public List<WrongVerdict> wrong(WrongVerdict.Fault fault) {
        return drawn.getOrDefault(fault, List.of());
    }

    /** How many were not kept, by collection. */
    Map<String, Integer> leftOut(WrongVerdict.Fault fault) {
        return leftOut.getOrDefault(fault, Map.of());
    }

    /** How many there were. */
    int count(WrongVerdict.Fault fault) {
        return faults.getOrDefault(fault, 0);
    }
}
