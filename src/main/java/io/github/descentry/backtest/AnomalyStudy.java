package io.github.descentry.backtest;

import io.github.descentry.detect.Split;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Goal;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.CurveLabel;
import io.github.descentry.monitor.MetricRoles;
import io.github.descentry.monitor.MonitorConfig;
import io.github.descentry.monitor.Role;
import io.github.descentry.monitor.RunMonitor;
import io.github.descentry.stop.preset.SeriesPreset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Whether the monitor raises what a person would raise, and only that.
 *
 * <p>Every recorded run goes event by event through the monitor that runs live ({@link RunReplay});
 * what it raises is held against what people saw in the run ({@link Judge}). Rules of other tools
 * get the training loss of the same runs, where it has at least {@value #LEAST_VALUES} values, and
 * so does, once more, what the monitor says of that curve alone. Holds settings only and is safe
 * for use by several threads.
 *
 * <p>A run is healthy if it has values and its recorded outcome is {@code ok}; where none is
 * recorded, if nothing is labelled in it but what is harmless.
 */
public final class AnomalyStudy {

    /** Under which the monitor stands among the rules of other tools. */
    public static final String OURS = "descentry";

    private static final int LEAST_VALUES = 60;
    private static final String HEALTHY = "ok";

    private final RunMonitor monitor;
    private final MetricRoles roles;
    private final Set<Kind> kinds;
    private final List<SeriesPreset> peers;
    private final boolean drawn;

    /**
     * @param config of the monitor
     * @param kinds that count
     * @param peers rules of other tools; left aside where nothing counts that they look for
     * @param drawn whether to keep the curves of wrong verdicts
     */
    public AnomalyStudy(
            MonitorConfig config, Set<Kind> kinds, List<SeriesPreset> peers, boolean drawn) {
        monitor = new RunMonitor(config);
        roles = config.roles();
        this.kinds = Set.copyOf(kinds);
        boolean comparable = !Collections.disjoint(kinds, AnomalyStudyResult.OF_RULES);
        this.peers = comparable ? List.copyOf(peers) : List.of();
        this.drawn = drawn;
    }

    /**
     * The verdicts on one run.
     *
     * @param labels what people saw in it
     */
    public RunVerdict verdict(CorpusRun run, List<CurveLabel> labels) {
        RunCurves curves = new RunCurves(run);
        boolean healthy = healthy(run, labels);
        RunReplay replay = RunReplay.of(monitor, run);
        List<Alarm> alarms =
                replay.alarms().stream()
                        .filter(alarm -> kinds.contains(alarm.kind().orElseThrow()))
                        .toList();
        List<CurveLabel> asked = labels.stream().filter(this::asked).toList();
        RunScore score =
                new Judge(curves, healthy, asked, false).score(alarms, run.checkpoints().size());
        return new RunVerdict(
                run.run(),
                run.collection(),
                run.outcome().orElse(""),
                score,
                peers(run, curves, healthy, labels, alarms),
                replay.stops(),
                new Sketches(run, curves, labels, drawn).of(score));
    }

    /** Of the events that can be found those whose kind counts, and all others. */
    private boolean asked(CurveLabel label) {
        return !Answers.asked(label.event(), false) || kinds.contains(Answers.named(label.event()));
    }

    private static boolean healthy(CorpusRun run, List<CurveLabel> labels) {
        return !run.checkpoints().isEmpty()
                && run.outcome()
                        .map(HEALTHY::equals)
                        .orElseGet(() -> labels.stream().allMatch(it -> it.event().harmless()));
    }

    private Map<String, RunScore> peers(
            CorpusRun run,
            RunCurves curves,
            boolean healthy,
            List<CurveLabel> labels,
            List<Alarm> ours) {
        Optional<String> metric = trainingLoss(run, curves);
        Map<String, RunScore> scores = new LinkedHashMap<>();
        if (peers.isEmpty() || metric.isEmpty()) {
            return scores;
        }
        Series curve = curves.of(metric.get());
        List<CurveLabel> onCurve =
                labels.stream().filter(label -> label.metric().equals(metric.get())).toList();
        Judge judge = new Judge(curves, healthy, onCurve, true);
        List<Alarm> oursOnCurve =
                ours.stream().filter(alarm -> alarm.metric().equals(metric)).toList();
        scores.put(OURS, judge.score(oursOnCurve, curve.size()));
        OptionalLong planned = run.plan().map(it -> it.steps()).orElse(OptionalLong.empty());
        for (SeriesPreset peer : peers) {
            List<Alarm> alarms = alarms(peer, metric.get(), curve, planned);
            scores.put(peer.name(), judge.score(alarms, curve.size()));
        }
        return scores;
    }

    private static List<Alarm> alarms(
            SeriesPreset peer, String metric, Series curve, OptionalLong planned) {
        SeriesPreset.Memory memory = peer.begin();
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < curve.size(); i++) {
            long step = (long) curve.step(i);
            var decision = memory.report(new SeriesPreset.Report(step, curve.value(i), planned));
            if (decision.fires()) {
                alarms.add(Alarm.ofRule(metric, step, decision.reason()));
            }
        }
        return alarms;
    }

    /** The loss on training data that the monitor would judge the run by. */
    private Optional<String> trainingLoss(CorpusRun run, RunCurves curves) {
        return run.checkpoints().stream()
                .flatMap(checkpoint -> checkpoint.metrics().keySet().stream())
                .distinct()
                .filter(metric -> isTrainingLoss(roles.of(metric)))
                .min(
                        Comparator.<String>comparingInt(metric -> roles.of(metric).preference())
                                .thenComparing(Comparator.naturalOrder()))
                .filter(metric -> curves.of(metric).size() >= LEAST_VALUES);
    }

    private static boolean isTrainingLoss(Role role) {
        return role.split() == Split.TRAINING
                && role.goal().filter(Goal.MINIMIZE::equals).isPresent();
    }
}
