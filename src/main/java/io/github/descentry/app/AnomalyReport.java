package io.github.descentry.app;

import io.github.descentry.backtest.AnomalyScore;
import io.github.descentry.backtest.AnomalyStudy;
import io.github.descentry.backtest.AnomalyStudyResult;
import io.github.descentry.backtest.KindScore;
import io.github.descentry.backtest.WrongVerdict;
import io.github.descentry.events.Anomaly.Kind;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The study of anomalies as tables for people and as JSON for programs. */
final class AnomalyReport {

    private AnomalyReport() {}

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String table(AnomalyStudyResult result) {
        AnomalyScore all = result.score();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%d runs, %d of them healthy, with %d reports: %d false alarms%s",
                all.runs(),
                all.healthyRuns(),
                all.healthyCheckpoints(),
                all.falseAlarms(),
                all.healthyCheckpoints() == 0
                        ? ""
                        : ", " + Figures.value(all.falseAlarmsPerMillion()) + " per million");
        line(
                text,
                "of these on single bad batches %d; informational %d; outside of labels on other"
                        + " runs %d; stops advised on healthy runs %d",
                all.onSingleBadBatches(),
                all.informational(),
                all.outsideLabels(),
                result.stopsOnHealthyRuns());
        line(
                text,
                "lasting spikes and divergences: %d of %d found%s",
                all.lastingFound(),
                all.lastingLabelled(),
                all.lastingFound() == 0 ? "" : ", median delay " + delay(all.lastingMedianDelay()));
        line(text, "");
        line(
                text,
                "%-16s %9s %6s %9s %13s %13s %13s",
                "kind",
                "labelled",
                "found",
                "standing",
                "median delay",
                "in good time",
                "false alarms");
        for (KindScore row : all.kinds()) {
            line(
                    text,
                    "%-16s %9d %6d %9d %13s %13s %13d",
                    name(row.kind()),
                    row.labelled(),
                    row.found(),
                    row.standing(),
                    delay(row.medianDelayCheckpoints()),
                    row.kind() == Kind.OVERFIT ? Integer.toString(row.beforeHalfHarm()) : "",
                    row.falseAlarms());
        }
        scores(text, "collection", result.collections());
        if (!result.peers().isEmpty()) {
            scores(text, "on training losses", result.peers());
        }
        line(text, "");
        line(
                text,
                "standing: found by an alarm that had been raised before; delays are medians, in");
        line(text, "reports of the curve; in good time: before half of the harm was done.");
        return text.toString();
    }

    /** All alarms that call somebody, a line each; of very many not all. */
    static String alarms(AnomalyStudyResult result) {
        StringBuilder text = new StringBuilder();
        line(text, "");
        line(text, "alarms; on runs that have completed they count as false above");
        for (WrongVerdict.Fault fault : WrongVerdict.Fault.values()) {
            for (WrongVerdict wrong : result.wrong(fault)) {
                wrong.alarm()
                        .ifPresent(
                                alarm ->
                                        line(
                                                text,
                                                "%s step %d: %s",
                                                wrong.run(),
                                                alarm.step(),
                                                alarm.sentence()));
            }
        }
        return text.toString();
    }

    private static void scores(StringBuilder text, String title, List<AnomalyScore> scores) {
        line(text, "");
        line(
                text,
                "%-28s %6s %9s %7s %12s %10s %9s %9s %8s",
                title,
                "runs",
                "reports",
                "false",
                "per million",
                "on single",
                "outside",
                "lasting",
                "delay");
        for (AnomalyScore score : scores) {
            line(
                    text,
                    "%-28s %6d %9d %7d %12s %10d %9d %9s %8s",
                    score.name(),
                    score.healthyRuns(),
                    score.healthyCheckpoints(),
                    score.falseAlarms(),
                    Double.isFinite(score.falseAlarmsPerMillion())
                            ? Figures.value(score.falseAlarmsPerMillion())
                            : "-",
                    score.onSingleBadBatches(),
                    score.outsideLabels(),
                    score.lastingFound() + "/" + score.lastingLabelled(),
                    delay(score.lastingMedianDelay()));
        }
    }

    private static String delay(double delay) {
        return Double.isNaN(delay) ? "-" : String.format(Locale.ROOT, "%.1f", delay);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static String json(AnomalyStudyResult result) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fill(object, result.score(), true);
        object.put("stops_advised_on_healthy_runs", result.stopsOnHealthyRuns());
        ArrayNode collections = object.putArray("collections");
        for (AnomalyScore score : result.collections()) {
            ObjectNode row = collections.addObject();
            row.put("collection", score.name());
            fill(row, score, true);
        }
        ArrayNode peers = object.putArray("peers");
        for (AnomalyScore score : result.peers()) {
            ObjectNode row = peers.addObject();
            row.put("name", score.name());
            fill(row, score, score.name().equals(AnomalyStudy.OURS));
        }
        ArrayNode wrong = object.putArray("wrong");
        for (WrongVerdict.Fault fault : WrongVerdict.Fault.values()) {
            result.wrong(fault).forEach(each -> fill(wrong.addObject(), each));
        }
        return object.toPrettyString() + "\n";
    }

    private static void fill(ObjectNode object, WrongVerdict wrong) {
        object.put("fault", wrong.fault().name().toLowerCase(Locale.ROOT));
        object.put("collection", wrong.collection());
        object.put("run", wrong.run());
        wrong.label()
                .ifPresent(
                        label -> {
                            object.put("event", label.event().label());
                            object.put("metric", label.metric());
                            object.put("start_step", label.startStep());
                        });
        wrong.alarm()
                .ifPresent(
                        alarm -> {
                            alarm.metric().ifPresent(metric -> object.put("metric", metric));
                            alarm.kind().ifPresent(kind -> object.put("kind", name(kind)));
                            alarm.rule().ifPresent(rule -> object.put("rule", rule));
                            object.put(
                                    "severity", alarm.severity().name().toLowerCase(Locale.ROOT));
                            object.put("step", alarm.step());
                            object.put("sentence", alarm.sentence());
                        });
        wrong.delay().ifPresent(delay -> object.put("delay_checkpoints", delay));
    }

    /** Where a figure is of nothing it is null. */
    private static void fill(ObjectNode object, AnomalyScore score, boolean namesKinds) {
        object.put("runs", score.runs());
        object.put("checkpoints", score.checkpoints());
        object.put("healthy_runs", score.healthyRuns());
        object.put("healthy_checkpoints", score.healthyCheckpoints());
        object.put("false_alarms", score.falseAlarms());
        number(object, "false_alarms_per_million", score.falseAlarmsPerMillion());
        object.put("on_single_bad_batches", score.onSingleBadBatches());
        object.put("informational", score.informational());
        object.put("outside_labels", score.outsideLabels());
        ObjectNode lasting = object.putObject("lasting");
        lasting.put("labelled", score.lastingLabelled());
        lasting.put("found", score.lastingFound());
        number(lasting, "median_delay_checkpoints", score.lastingMedianDelay());
        ArrayNode kinds = object.putArray("kinds");
        for (KindScore kind : score.kinds()) {
            ObjectNode row = kinds.addObject();
            row.put("kind", name(kind.kind()));
            row.put("labelled", kind.labelled());
            row.put("found", kind.found());
            row.put("found_standing", kind.standing());
            row.put("informed", kind.informed());
            number(row, "median_delay_checkpoints", kind.medianDelayCheckpoints());
            if (kind.kind() == Kind.OVERFIT) {
                row.put("found_before_half_harm", kind.beforeHalfHarm());
            }
            if (namesKinds) {
                row.put("false_alarms", kind.falseAlarms());
            }
        }
    }

    private static void number(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }
}
