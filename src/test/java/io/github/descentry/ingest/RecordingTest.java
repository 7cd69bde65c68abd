package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final String HEADER = "run,step,metric,value,lr,tokens,wall_ms\n";
    private static final String CURVES =
            HEADER
                    + "a,0,loss,3,,,0\na,1,loss,2,,,1000\na,2,loss,1,,,2000\n"
                    + "b,0,loss,3,,,0\nb,1,loss,2,,,1500\n"
                    + "c,0,loss,3,,,0\nc,1,loss,2,,,100\n";

    @TempDir private Path folder;

    @Test
    void curvesRunSideBySideAndTheNextStartsWhenOneEnds() throws IOException {
        write("lm.csv", CURVES);

        assertEquals(
                List.of(
                        "a run_started 0.0",
                        "a 0 0.0",
                        "b run_started 0.0",
                        "b 0 0.0",
                        "a 1 1.0",
                        "b 1 1.5",
                        "b run_ended 1.5",
                        "c run_started 1.5",
                        "c 0 1.5",
                        "c 1 1.6",
                        "c run_ended 1.6",
                        "a 2 2.0",
                        "a run_ended 2.0"),
                events(name -> true, 2));
    }

    @Test
    void oneSlotRunsThemOneAfterTheOther() throws IOException {
        write("lm.csv", CURVES);

        List<String> events = events(name -> !name.equals("b"), 1);

        assertEquals("a run_started 0.0", events.get(0));
        assertEquals(
                List.of("a run_ended 2.0", "c run_started 2.0", "c 0 2.0", "c 1 2.1"),
                events.subList(4, 8));
    }

    @Test
    void eventsOfSeveralFilesAreMergedByTime() throws IOException {
        writeGzip(
                "x.jsonl.gz", line("x", 1, "2026-01-01T00:00:05Z") + "\n \n" + line("x", 2, null));
        write(
                "y.jsonl",
                line("y", 1, "2026-01-01T00:00:01Z") + line("y", 2, "2026-01-01T00:00:09Z"));
        write("lm.csv", HEADER + "a,0,loss,3,,,0\na,1,loss,2,,,6000\n");

        assertEquals(
                List.of(
                        "a run_started 0.0",
                        "a 0 0.0",
                        "y 1 1.0",
                        "x 1 5.0",
                        "x 2 5.0",
                        "a 1 6.0",
                        "a run_ended 6.0",
                        "y 2 9.0"),
                events(name -> true, 4));
    }

    @Test
    void aFolderWithNothingToReplayIsRefused() throws IOException {
        write("notes.txt", "hello");
        write("labels.csv", "run,metric\n");

        UnreadableRecording refusal =
                assertThrows(UnreadableRecording.class, () -> Recording.open(folder));

        assertTrue(refusal.getMessage().contains("neither events"), refusal.getMessage());
    }

    @Test
    void aBadLineIsNamedAndTheOthersCanStillBeRead() throws IOException {
        write(
                "x.jsonl",
                line("x", 1, null)
                        + "{\"type\":\"checkpoint\",\"run\":\"x\"}\n"
                        + line("x", 3, null));

        try (EventLines lines =
                new EventLines(
                        folder.resolve("x.jsonl"),
                        new io.github.descentry.events.wire.RunEventJson())) {
            assertEquals(1, ((Checkpoint) lines.next()).step());
            UnreadableRecording refusal = assertThrows(UnreadableRecording.class, lines::next);
            assertTrue(
                    refusal.getMessage().endsWith("x.jsonl:2: step is missing"),
                    refusal.getMessage());
            assertEquals(3, ((Checkpoint) lines.next()).step());
            assertFalse(lines.hasNext());
        }
    }

    @Test
    void thePaceDividesRecordedTimeBySpeed() {
        Pace pace = new Pace(10);
        Instant start = CorpusRun.START;

        assertEquals(Duration.ZERO, pace.due(start));
        assertEquals(Duration.ofMillis(150), pace.due(start.plusMillis(1500)));
        assertEquals(Duration.ZERO, pace.due(start.minusSeconds(5)));
        assertEquals(Duration.ofHours(1), pace.due(start.plusSeconds(36_000)));
        assertEquals(Duration.ZERO, new Pace(Pace.MAX).due(start.plusSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new Pace(0));
        assertThrows(IllegalArgumentException.class, () -> new Pace(Double.NaN));
    }

    @Test
    void aReplayEndsAtItsLimitAndWhenAskedTo() throws IOException {
        write("lm.csv", CURVES);

        Replay limited = replay(4);
        limited.run(event -> {}, wait -> false);
        assertEquals(4, limited.sent());
        assertFalse(limited.stopped());

        Replay stopped = replay(Long.MAX_VALUE);
        stopped.run(event -> {}, wait -> stopped.sent() == 3);
        assertEquals(3, stopped.sent());
        assertEquals(2, stopped.runs());
        assertTrue(stopped.stopped());
    }

    @Test
    void theExtentIsThatOfWhatAReplaySends() throws IOException {
        write("lm.csv", CURVES);
        assertEquals(new Extent(13, Duration.ofSeconds(2)), extent(2, Long.MAX_VALUE));
        assertEquals(new Extent(13, Duration.ofMillis(3600)), extent(1, Long.MAX_VALUE));
        assertEquals(new Extent(5, Duration.ofSeconds(1)), extent(2, 5));

        write("lm.csv", CURVES + "d,0,loss,high,,,0\n");
        assertTrue(extent(1, Long.MAX_VALUE).events() < 13, "not beyond a line that is none");
    }

    @Test
    void theShareIsOfEventsOrOfTime() {
        Extent whole = new Extent(200, Duration.ofHours(2));
        assertEquals(0.25, whole.shareOfEvents(50));
        assertEquals(0.5, whole.shareOfTime(Duration.ofHours(1)));
        assertEquals(1, whole.shareOfTime(Duration.ofHours(3)));
        assertEquals(0, new Extent(0, Duration.ZERO).shareOfEvents(0));
        assertEquals(1, new Extent(1, Duration.ZERO).shareOfTime(Duration.ZERO));
    }

    @Test
    void recordedTimePassesWithTheEventsAndAtAPaceAlsoBetweenThem() throws IOException {
        write("lm.csv", CURVES);
        Replay fast = replay(Long.MAX_VALUE);
        fast.run(event -> {}, wait -> fast.sent() == 5);
        assertEquals(Duration.ofSeconds(1), fast.passed(), "of what was sent");

        Replay paced =
                new Replay(
                        Recording.open(folder).events(name -> true, 2),
                        new Pace(0.001),
                        Long.MAX_VALUE);
        List<Duration> waited = new ArrayList<>();
        paced.run(
                event -> {},
                wait -> {
                    if (!wait.isZero()) {
                        sleep(20);
                        waited.add(paced.passed());
                    }
                    return waited.size() == 1;
                });
        assertEquals(4, paced.sent());
        assertTrue(waited.get(0).toMillis() < 1000, "the next event is not there: " + waited);

        Replay quick =
                new Replay(
                        Recording.open(folder).events(name -> true, 2),
                        new Pace(10),
                        Long.MAX_VALUE);
        quick.run(
                event -> {},
                wait -> {
                    if (quick.sent() == 4) {
                        sleep(20);
                    }
                    return quick.sent() == 4;
                });
        assertTrue(quick.passed().toMillis() >= 200, quick.passed().toString());
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Extent extent(int slots, long limit) {
        try (RecordedEvents events = Recording.open(folder).events(name -> true, slots)) {
            return Extent.of(events, limit, () -> false);
        }
    }

    private Replay replay(long limit) {
        RecordedEvents events = Recording.open(folder).events(name -> true, 2);
        return new Replay(events, new Pace(Pace.MAX), limit);
    }

    private List<String> events(Predicate<String> runs, int slots) {
        List<String> events = new ArrayList<>();
        try (RecordedEvents recorded = Recording.open(folder).events(runs, slots)) {
            recorded.forEachRemaining(event -> events.add(describe(event)));
        }
        return events;
    }

    private static String describe(RunEvent event) {
        double seconds = Duration.between(CorpusRun.START, event.time()).toMillis() / 1000.0;
        String what =
                event instanceof Checkpoint checkpoint ? "" + checkpoint.step() : event.type();
        return event.run() + " " + what + " " + seconds;
    }

    private static String line(String run, int step, String time) {
        String said = time == null ? "" : "\"time\":\"" + time + "\",";
        return "{\"type\":\"checkpoint\",\"run\":\"%s\",%s\"step\":%d,\"metrics\":{}}%n"
                .formatted(run, said, step);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void writeGzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
