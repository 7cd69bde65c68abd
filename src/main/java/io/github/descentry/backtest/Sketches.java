package io.github.descentry.backtest;

import io.github.descentry.backtest.Call.Verdict;
import io.github.descentry.backtest.WrongVerdict.Fault;
import io.github.descentry.backtest.page.Line;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.CurveLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps of a run what is needed to draw its wrong verdicts. */
final class Sketches {

    /** Reports on either side in a close-up. */
    private static final int AROUND = 60;

    private static final String GAPS = "seconds between reports";
    private static final Set<Kind> OF_TIME = Set.of(Kind.STALLED, Kind.SLOW);

    private final CorpusRun run;
    private final RunCurves curves;
    private final List<CurveLabel> labels;

    Sketches(CorpusRun run, RunCurves curves, List<CurveLabel> labels) {
        this.run = run;
        this.curves = curves;
        this.labels = labels;
    }

    List<WrongVerdict> of(RunScore score) {
        List<WrongVerdict> wrong = new ArrayList<>();
        for (Call call : score.calls()) {
            if (call.wrong()) {
                wrong.add(of(call));
            }
        }
        for (LabelResult label : score.labels()) {
            if (!label.found() || label.late()) {
                wrong.add(of(label));
            }
        }
        return wrong;
    }

    private WrongVerdict of(Call call) {
        Alarm alarm = call.alarm();
        boolean ofTime = alarm.kind().filter(OF_TIME::contains).isPresent();
        Optional<String> metric = ofTime ? Optional.empty() : alarm.metric().or(run::mainMetric);
        return sketch(
                call.verdict() == Verdict.FALSE ? Fault.FALSE_ALARM : Fault.OUTSIDE,
                metric,
                alarm.firstStep(),
                alarm.step(),
                Optional.of(alarm),
                Optional.empty(),
                OptionalLong.empty());
    }

    private WrongVerdict of(LabelResult result) {
        CurveLabel label = result.label();
        boolean ofTime = label.event() == CurveLabel.Event.WALL_GAP;
        return sketch(
                result.found() ? Fault.LATE : Fault.MISSED,
                ofTime ? Optional.empty() : Optional.of(label.metric()),
                label.startStep(),
                Math.max(label.startStep(), result.finder().map(Alarm::step).orElse(0L)),
                result.finder(),
                Optional.of(label),
                result.found() ? OptionalLong.of(result.delay()) : OptionalLong.empty());
    }

    private WrongVerdict sketch(
            Fault fault,
            Optional<String> metric,
            long first,
            long last,
            Optional<Alarm> alarm,
            Optional<CurveLabel> label,
            OptionalLong delay) {
        Series curve = curves.of(metric);
        double[] x = new double[curve.size()];
        Arrays.setAll(x, curve::step);
        int from = Math.max(0, curve.firstAtLeast(first) - AROUND);
        int to = Math.min(curve.size(), curve.firstAtLeast(last) + AROUND + 1);
        return new WrongVerdict(
                fault,
                run.run(),
                run.collection(),
                run.outcome().orElse(""),
                metric.orElse(GAPS),
                Line.of(x, curve.values(), 0, curve.size()),
                Line.of(x, curve.values(), from, to),
                alarm,
                label,
                delay,
                labels);
    }
}
