package io.github.descentry.ingest;

import io.github.descentry.events.RunEvent;
import io.github.descentry.events.wire.RunEventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can be replayed: a file of events ({@code .jsonl}), a file of curves ({@code .csv}), either
 * gzip or not, or a folder with any number of both.
 *
 * @param eventFiles files of events
 * @param curves files of curves
 */
public record Recording(List<Path> eventFiles, CorpusFolder curves) {

    public Recording {
        eventFiles = List.copyOf(eventFiles);
    }

    /**
     * Looks at what there is.
     *
     * @throws UnreadableRecording if there is nothing to replay
     */
    public static Recording open(Path path) {
        if (!Files.isDirectory(path)) {
            return RecordedFile.endsWith(path, EventLines.ENDING)
                    ? new Recording(List.of(path), new CorpusFolder(List.of()))
                    : new Recording(List.of(), CorpusFolder.open(path));
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> events =
                    files.filter(file -> RecordedFile.endsWith(file, EventLines.ENDING))
                            .sorted()
                            .toList();
            Recording recording = new Recording(events, CorpusFolder.open(path));
            if (events.isEmpty() && recording.curves.collections().isEmpty()) {
                throw new UnreadableRecording(
                        path
                                + ": holds neither events (*.jsonl) nor curves (*.csv with the"
                                + " columns run,step,metric,value)");
            }
            return recording;
        } catch (IOException e) {
            throw RecordedFile.unreadable(path, e);
        }
    }

    /**
     * All events by time. The caller closes.
     *
     * @param runs which runs to take, by name
     * @param slots how many recorded curves run at a time, see {@link CorpusEvents}
     */
    public RecordedEvents events(Predicate<String> runs, int slots) {
        List<RecordedEvents> sources = new ArrayList<>();
        try {
            for (Path file : eventFiles) {
                sources.add(new SomeRuns(new EventLines(file, new RunEventJson()), runs));
            }
            sources.add(new CorpusEvents(curves, runs, slots));
            return new MergedEvents(sources);
        } catch (UnreadableRecording e) {
            sources.forEach(RecordedEvents::close);
            throw e;
        }
    }

    /** Those events of a source whose runs are wanted. */
    private static final class SomeRuns implements RecordedEvents {
        private final RecordedEvents source;
        private final Predicate<String> runs;
        private RunEvent next;

        private SomeRuns(RecordedEvents source, Predicate<String> runs) {
            this.source = source;
            this.runs = runs;
        }

        @Override
        public boolean hasNext() {
            while (next == null && source.hasNext()) {
                RunEvent event = source.next();
                next = runs.test(event.run()) ? event : null;
            }
            return next != null;
        }

        @Override
        public RunEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RunEvent event = next;
            next = null;
            return event;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
