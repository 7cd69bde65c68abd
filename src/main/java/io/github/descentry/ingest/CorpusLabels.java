package io.github.descentry.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What people saw in the runs of a {@link CorpusFolder}: {@code labels.csv} beside the curves, with
 * the columns {@code run,metric,event,start_step,end_step} and, if there, {@code note}. The file
 * may be missing. Immutable.
 */
public final class CorpusLabels {

    /** None at all. */
    public static final CorpusLabels NONE = new CorpusLabels();

    static final String FILE = "labels.csv";

    private final Map<String, List<CurveLabel>> byRun = new HashMap<>();

    private CorpusLabels() {}

    /**
     * The labels beside the curves.
     *
     * @param curves the folder, or one file in it
     * @throws UnreadableRecording naming file, line, column and value
     */
    public static CorpusLabels beside(Path curves) {
        Path folder = Files.isDirectory(curves) ? curves : curves.toAbsolutePath().getParent();
        CorpusLabels labels = new CorpusLabels();
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try (CsvTable table = new CsvTable(file)) {
                labels.read(table);
            }
        }
        return labels;
    }

    /** Of one run, in the order of the file. */
    public List<CurveLabel> of(String run) {
        return byRun.getOrDefault(run, List.of());
    }

    private void read(CsvTable table) {
        int run = required(table, "run");
        int metric = required(table, "metric");
        int event = required(table, "event");
        int start = required(table, "start_step");
        int end = required(table, "end_step");
        int note = table.column("note");
        while (table.next()) {
            CurveLabel label =
                    label(
                            table,
                            text(table, "run", run),
                            text(table, "metric", metric),
                            text(table, "event", event),
                            step(table, "start_step", start),
                            step(table, "end_step", end),
                            table.text(note));
            byRun.computeIfAbsent(label.run(), name -> new ArrayList<>(2)).add(label);
        }
    }

    private static CurveLabel label(
            CsvTable table,
            String run,
            String metric,
            String event,
            long start,
            long end,
            String note) {
        CurveLabel.Event seen =
                CurveLabel.Event.of(event)
                        .orElseThrow(
                                () ->
                                        table.refuse(
                                                "event="
                                                        + Quoted.of(event)
                                                        + " is none of "
                                                        + CurveLabel.Event.labels()));
        try {
            return new CurveLabel(run, metric, seen, start, end, note);
        } catch (IllegalArgumentException e) {
            throw table.refuse(e.getMessage());
        }
    }

    private static int required(CsvTable table, String name) {
        int column = table.column(name);
        if (column == CsvTable.MISSING) {
            throw table.refuse("column " + name + " is missing in the header");
        }
        return column;
    }

    private static String text(CsvTable table, String name, int column) {
        String text = table.text(column);
        if (text.isBlank()) {
            throw table.refuse(name + " is missing");
        }
        return text;
    }

    private static long step(CsvTable table, String name, int column) {
        OptionalLong step = table.whole(column);
        return step.orElseThrow(() -> table.refuse(name + " is missing"));
    }
}
