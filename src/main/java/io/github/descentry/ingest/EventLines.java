package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RejectedRecord;
import io.github.descentry.events.wire.RunEventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NoSuchElementException;

/**
 * A file of run events, one JSON object a line, in its order. Empty lines are skipped. An event
 * that says no time happened with the one before.
 */
public final class EventLines implements RecordedEvents {

    static final String ENDING = ".jsonl";

    private final Path file;
    private final RunEventJson json;
    private final BufferedReader lines;
    private long line;
    private String text;
    private Instant time = CorpusRun.START;

    /**
     * Opens the file.
     *
     * @param json how lines are read
     * @throws UnreadableRecording if it cannot be
     */
    public EventLines(Path file, RunEventJson json) {
        this.file = file;
        this.json = json;
        this.lines = new BufferedReader(RecordedFile.open(file, bytes -> {}));
        try {
            advance();
        } catch (UnreadableRecording e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return text != null;
    }

    /** Number of the line that {@link #next()} will read, from 1. */
    public long line() {
        return line;
    }

    /**
     * The event of this line. The line is passed also if it is refused, so reading may go on.
     *
     * @throws UnreadableRecording if it is none, with the file, the line and why
     */
    @Override
    public RunEvent next() {
        if (text == null) {
            throw new NoSuchElementException();
        }
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        long number = line;
        advance();
        try {
            RunEvent event = json.read(value, time);
            time = event.time();
            return event;
        } catch (RejectedRecord e) {
            throw new UnreadableRecording(file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private void advance() {
        try {
            do {
                text = lines.readLine();
                line++;
            } while (text != null && text.isBlank());
        } catch (IOException e) {
            throw RecordedFile.unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw RecordedFile.unreadable(file, e);
        }
    }
}
