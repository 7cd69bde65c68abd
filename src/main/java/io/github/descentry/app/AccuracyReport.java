package io.github.descentry.app;

import io.github.descentry.backtest.AccuracyRow;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The accuracy study as a table for people and as JSON for programs. */
final class AccuracyReport {

    private AccuracyReport() {}

    static String table(List<AccuracyRow> rows) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-22s %5s %5s %11s %9s %8s %8s %11s %11s",
                "collection",
                "seen",
                "runs",
                "mae",
                "error",
                "in 80 %",
                "in 95 %",
                "power law",
                "last value");
        for (AccuracyRow row : rows) {
            line(
                    text,
                    "%-22s %3d %% %5d %11.4g %7.2f %% %6.0f %% %6.0f %% %9.2f %% %9.2f %%%s",
                    row.collection(),
                    row.seen(),
                    row.runs(),
                    row.mae(),
                    100 * row.medianRelativeError(),
                    100 * row.inside80(),
                    100 * row.inside95(),
                    100 * row.powerLawMedianRelativeError(),
                    100 * row.lastValueMedianRelativeError(),
                    row.beatsPeers() ? "" : "  a peer is better");
        }
        line(text, "");
        line(text, "error, power law, last value: median of |forecast - actual| / |actual|.");
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static String json(List<AccuracyRow> rows) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (AccuracyRow row : rows) {
            ObjectNode object = list.addObject();
            object.put("collection", row.collection());
            object.put("seen", row.seen() / 100.0);
            object.put("runs", row.runs());
            object.put("mae", row.mae());
            object.put("median_relative_error", row.medianRelativeError());
            object.put("inside80", row.inside80());
            object.put("inside95", row.inside95());
            object.put("power_law_mae", row.powerLawMae());
            object.put("power_law_median_relative_error", row.powerLawMedianRelativeError());
            object.put("last_value_mae", row.lastValueMae());
            object.put("last_value_median_relative_error", row.lastValueMedianRelativeError());
        }
        return list.toPrettyString() + "\n";
    }
}
