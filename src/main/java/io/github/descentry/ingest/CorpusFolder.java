package io.github.descentry.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of recorded curves: one CSV file per collection, {@code <collection>.csv} or {@code
 * .csv.gz}, with the columns {@code run,step,metric,value} and, if known, {@code lr,tokens,wall_ms}
 * (empty: unknown), all rows of a run together. Beside them, both optional: {@code runs.csv} (plan,
 * final value and outcome of each run) and {@code sources.csv} (its main metric). Other CSV files
 * are left alone.
 *
 * @param collections the curves' files, by name
 */
public record CorpusFolder(List<CorpusCollection> collections) {

    static final String ENDING = ".csv";

    public CorpusFolder {
        collections = List.copyOf(collections);
    }

    /**
     * A whole folder, or a single file of one.
     *
     * @throws UnreadableRecording if there is nothing to read, saying what was expected
     */
    public static CorpusFolder open(Path path) {
        return Files.isDirectory(path) ? openFolder(path) : openFile(path);
    }

    /** Whether the path looks like a file of curves: its ending is right and so is its header. */
    static boolean holdsCurves(Path file) {
        if (!RecordedFile.endsWith(file, ENDING)) {
            return false;
        }
        try (CsvTable table = new CsvTable(file)) {
            return table.header().containsAll(CorpusReader.REQUIRED);
        }
    }

    private static CorpusFolder openFolder(Path folder) {
        CorpusListing listing = new CorpusListing(folder);
        try (Stream<Path> files = Files.list(folder)) {
            return new CorpusFolder(
                    files.filter(Files::isRegularFile)
                            .filter(CorpusFolder::holdsCurves)
                            .sorted()
                            .map(file -> new CorpusCollection(file, listing))
                            .toList());
        } catch (IOException e) {
            throw RecordedFile.unreadable(folder, e);
        }
    }

    private static CorpusFolder openFile(Path file) {
        // Reads the header now, so that a wrong file is refused before anything is sent.
        try (CsvTable table = new CsvTable(file)) {
            CorpusReader.checkHeader(table);
        }
        Path folder = file.toAbsolutePath().getParent();
        return new CorpusFolder(List.of(new CorpusCollection(file, new CorpusListing(folder))));
    }
}
