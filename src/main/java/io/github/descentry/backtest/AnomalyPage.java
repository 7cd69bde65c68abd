package io.github.descentry.backtest;

import io.github.descentry.backtest.WrongVerdict.Fault;
import io.github.descentry.backtest.page.Chart;
import io.github.descentry.backtest.page.Chart.Tone;
import io.github.descentry.backtest.page.Line;
import io.github.descentry.backtest.page.Page;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.ingest.CurveLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page on which a person sees every wrong verdict and judges anew. */
public final class AnomalyPage {

    private final AnomalyStudyResult result;

    public AnomalyPage(AnomalyStudyResult result) {
        this.result = result;
    }

    /**
     * The whole page.
     *
     * @param curves where the runs were read from
     */
    public String html(String curves) {
        AnomalyScore score = result.score();
        Page page = new Page("Anomalies, held against labels");
        page.paragraph(
                score.runs()
                        + " recorded runs of "
                        + curves
                        + " went through the monitor as if they were live. "
                        + score.falseAlarms()
                        + " false alarms in "
                        + score.healthyCheckpoints()
                        + " reports of "
                        + score.healthyRuns()
                        + " healthy runs: "
                        + figure(score.falseAlarmsPerMillion())
                        + " per million.");
        page.table(
                List.of(
                        "kind",
                        "labelled",
                        "found",
                        "median delay",
                        "before half the harm",
                        "false alarms"),
                score.kinds().stream().map(AnomalyPage::row).toList());
        page.heading("Next to other tools, on training losses");
        page.table(
                List.of(
                        "rule",
                        "reports",
                        "false alarms",
                        "per million",
                        "on single bad batches",
                        "lasting found",
                        "median delay"),
                result.peers().stream().map(AnomalyPage::peer).toList());
        page.note(
                "Blue: the curve, whole and near the verdict. Green: what people saw. Red: what the"
                        + " monitor raised; small red ticks at the upper edge are values that are no"
                        + " numbers. Delays are in reports of the curve.");
        for (Fault fault : Fault.values()) {
            section(page, fault);
        }
        return page.html();
    }

    private void section(Page page, Fault fault) {
        List<WrongVerdict> wrong = result.wrong(fault);
        page.heading(fault.title() + ": " + result.count(fault));
        if (wrong.size() < result.count(fault)) {
            page.note("The first " + wrong.size() + " are shown.");
        }
        wrong.forEach(each -> page.figure(title(each), lines(each), charts(each)));
    }

    private static String title(WrongVerdict wrong) {
        String what =
                wrong.label()
                        .map(label -> label.event().label())
                        .or(() -> wrong.alarm().map(AnomalyPage::kind))
                        .orElse("");
        return what + " · " + wrong.curve() + " · " + wrong.run();
    }

    private static List<String> lines(WrongVerdict wrong) {
        List<String> lines = new ArrayList<>();
        lines.add(
                wrong.collection()
                        + (wrong.outcome().isEmpty() ? "" : ", outcome " + wrong.outcome()));
        wrong.label().ifPresent(label -> lines.add("label: " + describe(label)));
        wrong.delay().ifPresent(delay -> lines.add("found " + delay + " reports after its start"));
        wrong.alarm()
                .ifPresent(
                        alarm -> {
                            lines.add(
                                    kind(alarm)
                                            + ", "
                                            + alarm.severity().name().toLowerCase(Locale.ROOT)
                                            + " at step "
                                            + alarm.step()
                                            + ": "
                                            + alarm.sentence());
                            lines.add(evidence(alarm.evidence()));
                        });
        return lines;
    }

    private static List<Chart> charts(WrongVerdict wrong) {
        return List.of(
                chart(wrong, wrong.whole(), wrong.curve()),
                chart(wrong, wrong.closeUp(), "near the verdict"));
    }

    private static Chart chart(WrongVerdict wrong, Line line, String title) {
        Chart chart = new Chart(title).line(line, Tone.MAIN, wrong.curve());
        for (CurveLabel label : wrong.labels()) {
            chart.band(label.startStep(), label.endStep(), describe(label));
        }
        wrong.label()
                .ifPresent(
                        label -> chart.mark(label.startStep(), Tone.GOOD, label.event().label()));
        wrong.alarm().ifPresent(alarm -> chart.mark(alarm.step(), Tone.BAD, kind(alarm)));
        return chart;
    }

    private static String describe(CurveLabel label) {
        return label.event().label()
                + " on "
                + label.metric()
                + ", steps "
                + label.startStep()
                + " to "
                + label.endStep()
                + (label.note().isEmpty() ? "" : ": " + label.note());
    }

    private static String kind(Alarm alarm) {
        return alarm.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("rule");
    }

    private static String evidence(Map<String, Double> evidence) {
        StringBuilder text = new StringBuilder();
        evidence.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "" : ", ").append(name + " " + figure(value)));
        return text.toString();
    }

    private static List<String> row(KindScore row) {
        return List.of(
                row.kind().name().toLowerCase(Locale.ROOT),
                Integer.toString(row.labelled()),
                Integer.toString(row.found()),
                figure(row.medianDelayCheckpoints()),
                row.kind() == Kind.OVERFIT ? Integer.toString(row.beforeHalfHarm()) : "",
                Integer.toString(row.falseAlarms()));
    }

    private static List<String> peer(AnomalyScore peer) {
        return List.of(
                peer.name(),
                Long.toString(peer.healthyCheckpoints()),
                Integer.toString(peer.falseAlarms()),
                figure(peer.falseAlarmsPerMillion()),
                Integer.toString(peer.onSingleBadBatches()),
                peer.lastingFound() + " of " + peer.lastingLabelled(),
                figure(peer.lastingMedianDelay()));
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
