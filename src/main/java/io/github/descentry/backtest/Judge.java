package io.github.descentry.backtest;

import io.github.descentry.backtest.Call.Verdict;
import io.github.descentry.ingest.CurveLabel;
import io.github.descentry.ingest.CurveLabel.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds alarms against labels.
 *
 * <ul>
 *   <li>An alarm is right if it answers ({@link Answers}) to an event of the run and is raised
 *       inside of it or within {@value #NEAR} reports of it, on whichever curve: what is seen on
 *       the training loss explains what the validation loss does.
 *   <li>Any other is false if the run is healthy, or else outside of what is labelled, unless
 *       nobody can say.
 *   <li>Of wrong alarms on a curve within {@value #NEAR} reports of one that counts only that one
 *       counts.
 *   <li>An event is found by the earliest alarm on its own curve that answers to it and is raised
 *       inside of it or within {@value #NEAR} reports of it. An alarm that was raised before and
 *       still stands when the event begins has found it too: there is one open anomaly per curve
 *       and kind, and it is not raised twice.
 * </ul>
 */
final class Judge {

    /** Reports. Borders of labels are good to a few of them. */
    static final int NEAR = 10;

    private static final String WALL = "wall_ms";

    private final RunCurves curves;
    private final boolean healthy;
    private final List<CurveLabel> labels;
    private final boolean rulesOnly;

    /**
     * @param labels the run's; of a single curve: those on that curve
     * @param rulesOnly whether only what rules of other tools can find is asked for
     */
    Judge(RunCurves curves, boolean healthy, List<CurveLabel> labels, boolean rulesOnly) {
        this.curves = curves;
        this.healthy = healthy;
        this.labels = labels;
        this.rulesOnly = rulesOnly;
    }

    /**
     * The verdicts.
     *
     * @param checkpoints how many reports they are out of
     */
    RunScore score(List<Alarm> alarms, long checkpoints) {
        List<LabelResult> results = new ArrayList<>();
        for (CurveLabel label : labels) {
            if (Answers.asked(label.event(), rulesOnly)) {
                results.add(result(label, alarms));
            }
        }
        int informational = (int) alarms.stream().filter(alarm -> !alarm.calls()).count();
        return new RunScore(healthy, checkpoints, calls(alarms), results, informational);
    }

    private List<Call> calls(List<Alarm> alarms) {
        List<Call> calls = new ArrayList<>();
        Map<Optional<String>, Integer> counted = new HashMap<>();
        List<Alarm> ordered = new ArrayList<>(alarms);
        ordered.sort(Comparator.comparingLong(Alarm::step));
        for (Alarm alarm : ordered) {
            if (!alarm.calls()) {
                continue;
            }
            Call call = call(alarm);
            if (call.wrong()) {
                int at = index(alarm);
                Integer last = counted.get(alarm.metric());
                if (last != null && at - last <= NEAR) {
                    continue;
                }
                counted.put(alarm.metric(), at);
            }
            calls.add(call);
        }
        return calls;
    }

    private Call call(Alarm alarm) {
        boolean right = false;
        boolean unjudged = false;
        boolean single = false;
        for (CurveLabel label : labels) {
            if (near(alarm, label)) {
                right |= Answers.answers(alarm.kind(), label.event());
                unjudged |= Answers.unjudged(alarm.kind(), label.event());
                single |= label.event() == Event.SPIKE1 || label.event() == Event.EPOCH_RESET;
            }
        }
        Verdict wrong = healthy ? Verdict.FALSE : Verdict.OUTSIDE;
        Verdict verdict = right ? Verdict.RIGHT : unjudged ? Verdict.UNJUDGED : wrong;
        return new Call(alarm, verdict, single && verdict == wrong);
    }

    private LabelResult result(CurveLabel label, List<Alarm> alarms) {
        Series grid = curves.of(metric(label));
        int start = grid.firstAtLeast(label.startStep());
        int late = label.event() == Event.OVERFIT ? Harm.half(grid, start) : grid.size();
        Alarm finder = null;
        boolean informed = false;
        for (Alarm alarm : alarms) {
            if (Answers.answers(alarm.kind(), label.event()) && finds(alarm, label, grid, start)) {
                if (!alarm.calls()) {
                    informed = true;
                } else if (finder == null || alarm.step() < finder.step()) {
                    finder = alarm;
                }
            }
        }
        if (finder == null) {
            return new LabelResult(label, Optional.empty(), 0, false, informed, false);
        }
        int at = grid.firstAtLeast(finder.step());
        return new LabelResult(
                label,
                Optional.of(finder),
                Math.max(0, at - start),
                at < start - NEAR,
                false,
                at < late);
    }

    private boolean finds(Alarm alarm, CurveLabel label, Series grid, int start) {
        Optional<String> metric = metric(label);
        if (metric.isPresent() && !metric.equals(alarm.metric())) {
            return false;
        }
        boolean standing =
                grid.firstAtLeast(alarm.step()) < start
                        && alarm.endStep().orElse(Long.MAX_VALUE) >= label.startStep();
        return standing || near(alarm, label);
    }

    /**
     * Whether an alarm is raised inside of an event or near it, by the reports of its own curve.
     */
    private boolean near(Alarm alarm, CurveLabel label) {
        Series grid = curves.of(alarm.metric());
        int at = index(alarm);
        int start = grid.firstAtLeast(label.startStep());
        int end = Math.max(start, grid.firstAtLeast(label.endStep() + 1.0) - 1);
        return at >= start - NEAR && at <= end + NEAR;
    }

    private int index(Alarm alarm) {
        return curves.of(alarm.metric()).firstAtLeast(alarm.step());
    }

    private static Optional<String> metric(CurveLabel label) {
        return Optional.of(label.metric()).filter(name -> !name.equals(WALL));
    }
}
