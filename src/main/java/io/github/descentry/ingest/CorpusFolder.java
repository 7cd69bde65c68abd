package io.github.descentry.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of recorded curves: one CSV file per collection, {@code <collection>.csv} or {@code
 * .csv.gz}, with the columns {@code run,step,metric,value} and, if known, {@code lr,tokens,wall_ms}
 * (empty: unknown), all rows of a run together. Beside them, both optional: {@code runs.csv} (plan,
 * final value and outcome of each run) and {@code sources.csv} (its main metric). Other CSV files
 * are left out.
 *
 * @param collections the curves' files, by name
 * @param leftOut each CSV file that is neither of curves nor one of those that may stand beside
 *     them, with the reason, a line for a person
 */
public record CorpusFolder(List<CorpusCollection> collections, List<String> leftOut) {

    static final String ENDING = ".csv";

    private static final Set<String> BESIDE =
            Set.of(CorpusListing.RUNS, CorpusListing.SOURCES, CorpusLabels.FILE);

    public CorpusFolder {
        collections = List.copyOf(collections);
        leftOut = List.copyOf(leftOut);
    }

    /** Of these files, nothing is left out. */
    public CorpusFolder(List<CorpusCollection> collections) {
        this(collections, List.of());
    }

    /**
     * A whole folder, or a single file of one.
     *
     * @throws UnreadableRecording if there is nothing to read, saying what was expected
     */
    public static CorpusFolder open(Path path) {
        return Files.isDirectory(path) ? openFolder(path) : openFile(path);
    }

    private static CorpusFolder openFolder(Path folder) {
        CorpusListing listing = new CorpusListing(folder);
        List<CorpusCollection> collections = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path file : tables(folder)) {
            Optional<UnreadableRecording> refusal = refusal(file);
            if (refusal.isEmpty()) {
                collections.add(new CorpusCollection(file, listing));
            } else if (!BESIDE.contains(file.getFileName().toString())) {
                leftOut.add(refusal.get().getMessage());
            }
        }
        return new CorpusFolder(collections, leftOut);
    }

    private static List<Path> tables(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> RecordedFile.endsWith(file, ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw RecordedFile.unreadable(folder, e);
        }
    }

    /** Why a file holds no curves; only its header is read. */
    private static Optional<UnreadableRecording> refusal(Path file) {
        try (CsvTable table = new CsvTable(file)) {
            return CorpusReader.refusal(table);
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
