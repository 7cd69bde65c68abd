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
import java.util.TreeMap;

/** The page on which a person sees every wrong verdict and judges anew. */
public final class AnomalyPage {

    private final AnomalyStudyResult result;

    public AnomalyPage(AnomalyStudyResult result) {
        this.result = result;
    }

    /**
     * The whole page.
     *
     * @param curves where the runs were read from; it may be shown to anybody
     */
    public String html(String curves) {
        AnomalyScore score = result.score();
        Page page = new Page("Anomalies, held against labels");
        page.paragraph(
                score.runs()
                        + " recorded runs of “"
                        + curves
                        + "” went through the monitor as if they were live. "
                        + score.falseAlarms()
                        + " false alarms in "
                        + score.healthyCheckpoints()
                        + " reports of "
                        + score.healthyRuns()
                        + " healthy runs"
                        + perMillion(score)
                        + ", "
                        + score.onSingleBadBatches()
                        + " of them at what is labelled as a single bad batch or as an artefact. "
                        + lasting(score));
        page.table(
                List.of(
                        "kind",
                        "labelled",
                        "found",
                        "standing",
                        "median delay",
                        "in good time",
                        "false alarms"),
                score.kinds().stream().map(AnomalyPage::row).toList());
        page.note(
                "Standing: found by an alarm that had been raised before. Delays are in reports of"
                        + " the curve. In good time: before half of the harm was done.");
        if (!result.peers().isEmpty()) {
            page.heading("Next to other tools, on training losses");
            page.table(header("rule"), result.peers().stream().map(AnomalyPage::row).toList());
        }
        page.heading("By collection");
        page.table(
                header("collection"), result.collections().stream().map(AnomalyPage::row).toList());
        page.heading("How to read the charts below");
        page.key(Tone.MAIN, "the curve");
        page.bandKey("what people labelled");
        page.markKey(Tone.GOOD, "start of the label that was missed or found late");
        page.markKey(Tone.BAD, "where the monitor raised it");
        page.note(
                "On the left the whole curve, on the right the reports around the verdict. Small"
                        + " ticks at the upper edge are values that are no numbers.");
        for (Fault fault : Fault.values()) {
            section(page, fault);
        }
        return page.html();
    }

    private static String perMillion(AnomalyScore score) {
        return score.healthyCheckpoints() == 0
                ? ""
                : ": " + figure(score.falseAlarmsPerMillion()) + " per million";
    }

    private static String lasting(AnomalyScore score) {
        if (score.lastingLabelled() == 0) {
            return "No lasting spike and no divergence is labelled.";
        }
        return score.lastingFound()
                + " of "
                + score.lastingLabelled()
                + " lasting spikes and divergences found"
                + (score.lastingFound() == 0
                        ? "."
                        : ", median delay "
                                + figure(score.lastingMedianDelay())
                                + (score.lastingMedianDelay() == 1 ? " report." : " reports."));
    }

    private static List<String> header(String first) {
        return List.of(
                first,
                "healthy reports",
                "false alarms",
                "per million",
                "on single bad batches",
                "outside",
                "lasting found",
                "median delay");
    }

    /** By what it is about, and within that in the order of the collections. */
    private void section(Page page, Fault fault) {
        page.heading(fault.title() + ": " + result.count(fault));
        Map<String, List<WrongVerdict>> byEvent = new TreeMap<>();
        for (WrongVerdict wrong : result.wrong(fault)) {
            byEvent.computeIfAbsent(event(wrong), name -> new ArrayList<>()).add(wrong);
        }
        Map<String, Integer> left = new TreeMap<>(result.leftOut(fault));
        byEvent.forEach(
                (event, all) -> {
                    page.subheading(event + ": " + all.size());
                    for (WrongVerdict each : all) {
                        if (page.full()) {
                            left.merge(each.collection(), 1, Integer::sum);
                        } else {
                            page.figure(title(each), lines(each), charts(each));
                        }
                    }
                });
        if (!left.isEmpty()) {
            StringBuilder text =
                    new StringBuilder("Not drawn, as the page would become too large:");
            left.forEach(
                    (collection, count) -> text.append(" " + count + " of " + collection + ";"));
            page.note(text.substring(0, text.length() - 1));
        }
    }

    private static String event(WrongVerdict wrong) {
        return wrong.label()
                .map(label -> label.event().label())
                .or(() -> wrong.alarm().map(AnomalyPage::kind))
                .orElse("");
    }

    private static String title(WrongVerdict wrong) {
        return event(wrong) + " · " + wrong.curve() + " · " + wrong.run();
    }

    private static List<String> lines(WrongVerdict wrong) {
        List<String> lines = new ArrayList<>();
        lines.add(
                wrong.collection()
                        + (wrong.outcome().isEmpty() ? "" : ", outcome " + wrong.outcome()));
        wrong.label().ifPresent(label -> lines.add("label: " + describe(label)));
        wrong.delay()
                .ifPresent(delay -> lines.add("found late, " + delay + " reports after its start"));
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
                            alarm.rule().ifPresent(rule -> lines.add("rule: " + rule));
                            lines.add("evidence: " + evidence(alarm.evidence()));
                        });
        if (wrong.alarm().isEmpty()) {
            lines.add("no alarm answers to it");
        }
        return lines;
    }

    private static List<Chart> charts(WrongVerdict wrong) {
        return List.of(
                chart(wrong, wrong.whole(), wrong.curve() + " by steps"),
                chart(wrong, wrong.closeUp(), "near the verdict"));
    }

    private static Chart chart(WrongVerdict wrong, Line line, String title) {
        Chart chart = new Chart(title).line(line, Tone.MAIN, wrong.curve());
        for (CurveLabel label : wrong.labels()) {
            chart.band(label.startStep(), label.endStep(), describe(label));
        }
        wrong.label()
                .ifPresent(
                        label ->
                                chart.mark(
                                        label.startStep(),
                                        Tone.GOOD,
                                        "label: " + label.event().label()));
        wrong.alarm()
                .ifPresent(alarm -> chart.mark(alarm.step(), Tone.BAD, "raised: " + kind(alarm)));
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
                Integer.toString(row.standing()),
                figure(row.medianDelayCheckpoints()),
                row.kind() == Kind.OVERFIT ? Integer.toString(row.beforeHalfHarm()) : "",
                Integer.toString(row.falseAlarms()));
    }

    private static List<String> row(AnomalyScore score) {
        return List.of(
                score.name(),
                Long.toString(score.healthyCheckpoints()),
                Integer.toString(score.falseAlarms()),
                figure(score.falseAlarmsPerMillion()),
                Integer.toString(score.onSingleBadBatches()),
                Integer.toString(score.outsideLabels()),
                score.lastingFound() + " of " + score.lastingLabelled(),
                figure(score.lastingMedianDelay()));
    }

    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Math.abs(value) >= 1e4 && Math.abs(value) < 1e12) {
            return Long.toString(Math.round(value));
        }
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
