package io.github.descentry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.backtest.AccuracyRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestForecastCommandTest {

    private static final List<AccuracyRow> ROWS =
            List.of(
                    new AccuracyRow("lm", 25, 3, 0.05, 0.012, 1, 1, 0.1, 0.03, 0.2, 0.07),
                    new AccuracyRow("lm", 50, 3, 0.05, 0.04, 0.667, 1, 0.1, 0.03, 0.2, 0.07));

    @Test
    void jsonIsAListOfRowsWithTheDocumentedKeys() {
        JsonNode list = JsonMapper.builder().build().readTree(AccuracyReport.json(ROWS));
        assertEquals(2, list.size());
        Set<String> keys = new TreeSet<>(list.get(0).propertyNames());
        assertEquals(
                new TreeSet<>(
                        Set.of(
                                "collection",
                                "seen",
                                "runs",
                                "mae",
                                "median_relative_error",
                                "inside80",
                                "inside95",
                                "power_law_mae",
                                "power_law_median_relative_error",
                                "last_value_mae",
                                "last_value_median_relative_error")),
                keys);
        assertEquals(0.25, list.get(0).get("seen").asDouble());
        assertEquals(0.012, list.get(0).get("median_relative_error").asDouble());
    }

    @Test
    void theTableSaysWhereAPeerIsBetter() {
        String[] lines = AccuracyReport.table(ROWS).split("\n");
        assertTrue(!lines[1].contains("a peer is better"), lines[1]);
        assertTrue(lines[2].contains("a peer is better"), lines[2]);
    }

    @Test
    void aMissingOrEmptyFolderIsAUsersMistake(@TempDir Path folder) {
        String missing = folder.resolve("none").toString();
        assertEquals(ExitCode.USAGE, Main.execute("backtest", "forecast", "--curves", missing));
        assertEquals(
                ExitCode.USAGE,
                Main.execute("backtest", "forecast", "--curves", folder.toString()));
    }
}
