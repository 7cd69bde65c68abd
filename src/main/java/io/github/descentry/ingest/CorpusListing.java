package io.github.descentry.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What {@code runs.csv} and {@code sources.csv} beside the curves say of each run. Either file may
 * be missing, a run may be missing in either, a column may be missing or empty.
 */
final class CorpusListing {

    static final String RUNS = "runs.csv";
    static final String SOURCES = "sources.csv";

    private final Map<Key, Entry> runs = new HashMap<>();
    private final Map<Key, String> mainMetrics = new HashMap<>();
    private Optional<String> whyNoGroups =
            Optional.of("there is no " + RUNS + " beside the curves to name groups");

    CorpusListing(Path folder) {
        Path runsFile = folder.resolve(RUNS);
        if (Files.isRegularFile(runsFile)) {
            readRuns(runsFile);
        }
        Path sources = folder.resolve(SOURCES);
        if (Files.isRegularFile(sources)) {
            readSources(sources);
        }
    }

    Optional<Entry> entry(String run, String collection) {
        return Optional.ofNullable(runs.get(new Key(run, collection)));
    }

    /** Why no run has a group, in words; empty if there is a column for it. */
    Optional<String> whyNoGroups() {
        return whyNoGroups;
    }

    Optional<String> mainMetric(String run, String collection) {
        return Optional.ofNullable(mainMetrics.get(new Key(run, collection)));
    }

    private void readRuns(Path file) {
        try (CsvTable table = new CsvTable(file)) {
            int run = required(table, "run");
            int collection = required(table, "collection");
            int steps = table.column("planned_steps");
            int tokens = table.column("planned_tokens");
            int schedule = table.column("schedule");
            int finalValue = table.column("final_value");
            int outcome = table.column("outcome");
            int group = table.column("group");
            whyNoGroups =
                    group == CsvTable.MISSING
                            ? Optional.of(RUNS + " has no column group")
                            : Optional.empty();
            while (table.next()) {
                OptionalLong planned = table.whole(steps);
                CorpusPlan plan =
                        new CorpusPlan(
                                planned.orElse(0) > 0 ? planned : OptionalLong.empty(),
                                table.number(tokens),
                                text(table, schedule));
                runs.put(
                        new Key(table.text(run), table.text(collection)),
                        new Entry(
                                plan,
                                table.number(finalValue),
                                text(table, outcome),
                                text(table, group)));
            }
        }
    }

    private void readSources(Path file) {
        try (CsvTable table = new CsvTable(file)) {
            int run = required(table, "run");
            int collection = required(table, "collection");
            int metric = table.column("main_metric");
            while (table.next()) {
                text(table, metric)
                        .ifPresent(
                                name ->
                                        mainMetrics.put(
                                                new Key(table.text(run), table.text(collection)),
                                                name));
            }
        }
    }

    private static int required(CsvTable table, String name) {
        int column = table.column(name);
        if (column == CsvTable.MISSING) {
            throw table.refuse("column " + name + " is missing in the header");
        }
        return column;
    }

    private static Optional<String> text(CsvTable table, int column) {
        return Optional.of(table.text(column)).filter(text -> !text.isBlank());
    }

    private record Key(String run, String collection) {}

    /** One line of {@code runs.csv}. */
    record Entry(
            CorpusPlan plan,
            OptionalDouble finalValue,
            Optional<String> outcome,
            Optional<String> group) {}
}
