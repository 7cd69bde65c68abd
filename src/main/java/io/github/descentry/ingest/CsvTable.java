package io.github.descentry.ingest;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * A CSV file with a header, read row by row; columns are found by name. Refusals name file, line,
 * column and value. Not for several threads.
 */
final class CsvTable implements Closeable {

    /** Index of a column that the file lacks: every row of it is empty there. */
    static final int MISSING = -1;

    /** As a number of seconds or milliseconds still a date. */
    private static final long LARGEST = 1_000_000_000_000_000L;

    private final Path file;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private CsvRecord row;

    CsvTable(Path file) {
        this(file, bytes -> {});
    }

    CsvTable(Path file, LongConsumer progress) {
        this.file = file;
        // The reader closes what it reads from, also when it is closed itself.
        this.records =
                CsvReader.builder()
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .ofCsvRecord(RecordedFile.open(file, progress))
                        .iterator();
        try {
            this.header = read() ? header(row.getFields()) : List.of();
        } catch (UnreadableRecording e) {
            close();
            throw e;
        }
    }

    /** The names without the mark that some programs put before the first one. */
    private static List<String> header(List<String> fields) {
        List<String> names = new ArrayList<>(fields);
        names.set(0, names.get(0).replace("\uFEFF", ""));
        return List.copyOf(names);
    }

    List<String> header() {
        return header;
    }

    /** Index of a column by its name, or {@link #MISSING}. */
    int column(String name) {
        return header.indexOf(name);
    }

    /** Goes to the next row, which has a cell, if an empty one, for each column. */
    boolean next() {
        if (!read()) {
            return false;
        }
        int cells = row.getFieldCount();
        if (cells != header.size()) {
            throw refuse(
                    (cells < header.size() ? header.get(cells) + " is missing, " : "")
                            + "the row has "
                            + cells
                            + " cells and the header "
                            + header.size());
        }
        return true;
    }

    private boolean read() {
        try {
            if (!records.hasNext()) {
                return false;
            }
            row = records.next();
            return true;
        } catch (UncheckedIOException e) {
            throw RecordedFile.unreadable(file, e.getCause());
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IOException io) {
                throw RecordedFile.unreadable(file, io);
            }
            throw refuse("no valid CSV: " + cause.getMessage());
        }
    }

    /** The text in a column of this row; empty if there is none. */
    String text(int column) {
        return column < 0 || column >= row.getFieldCount() ? "" : row.getField(column);
    }

    /** A number, {@code NaN} and infinities (also {@code Inf}) included; absent where empty. */
    OptionalDouble number(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return switch (text) {
                case "Inf", "inf", "+Inf", "infinity" ->
                        OptionalDouble.of(Double.POSITIVE_INFINITY);
                case "-Inf", "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                case "nan" -> OptionalDouble.of(Double.NaN);
                default ->
                        throw refuse(
                                header.get(column) + "=" + Quoted.of(text) + " is not a number");
            };
        }
    }

    /** A whole number from 0 to 10¹⁵, also written {@code 12.0}; absent where empty. */
    OptionalLong whole(int column) {
        String text = text(column);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long whole;
        try {
            whole = Long.parseLong(text);
        } catch (NumberFormatException e) {
            double number = number(column).orElse(-1);
            whole = number == Math.rint(number) ? (long) number : -1;
        }
        if (whole < 0 || whole > LARGEST) {
            throw refuse(
                    header.get(column)
                            + "="
                            + Quoted.of(text)
                            + " is not a whole number up to 1e15");
        }
        return OptionalLong.of(whole);
    }

    UnreadableRecording refuse(String reason) {
        String line = row == null ? "" : ":" + row.getStartingLineNumber();
        return new UnreadableRecording(file + line + ": " + reason);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw RecordedFile.unreadable(file, e);
        }
    }
}
