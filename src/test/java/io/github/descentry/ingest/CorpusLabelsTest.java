package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.ingest.CurveLabel.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusLabelsTest {

    private static final String HEADER = "run,metric,event,start_step,end_step,note\n";

    @TempDir Path folder;

    private CorpusLabels labels(String text) throws IOException {
        Files.writeString(folder.resolve("labels.csv"), text);
        return CorpusLabels.beside(folder);
    }

    @Test
    void eventsOfARunComeInTheOrderOfTheFile() throws IOException {
        CorpusLabels labels =
                labels(
                        HEADER
                                + "a,train_loss,spike,10,12,\"high, then low\"\n"
                                + "b,val_loss,overfit,5,90,\n"
                                + "a,wall_ms,wall_gap,3,4,\n");
        assertEquals(
                List.of(
                        new CurveLabel("a", "train_loss", Event.SPIKE, 10, 12, "high, then low"),
                        new CurveLabel("a", "wall_ms", Event.WALL_GAP, 3, 4, "")),
                labels.of("a"));
        assertEquals(List.of(), labels.of("c"));
    }

    @Test
    void theFileMayBeMissingAndTheNotesToo() throws IOException {
        assertEquals(List.of(), CorpusLabels.beside(folder).of("a"));
        labels("event,run,metric,start_step,end_step\nnan,a,loss,0,0\n");
        Path curves = Files.writeString(folder.resolve("c.csv"), "run,step,metric,value\n");
        assertEquals(
                List.of(new CurveLabel("a", "loss", Event.NAN, 0, 0, "")),
                CorpusLabels.beside(curves).of("a"));
    }

    @ParameterizedTest
    @EnumSource
    void everyEventIsReadByItsNameInLowerCase(Event event) throws IOException {
        CorpusLabels labels = labels(HEADER + "a,loss," + event.label() + ",1,2,\n");
        assertEquals(event, labels.of("a").get(0).event());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a,loss,boom,1,2,; event=boom is none of nan, spike,",
                ",loss,nan,1,2,; run is missing",
                "a,,nan,1,2,; metric is missing",
                "a,loss,nan,,2,; start_step is missing",
                "a,loss,nan,1,,; end_step is missing",
                "a,loss,nan,x,2,; start_step=x is not a number",
                "a,loss,nan,3,2,; end_step=2 is before start_step=3",
                "a,loss,nan,3; end_step is missing",
            })
    void aMistakeIsToldByFileAndLineAndValue(String row, String message) {
        UnreadableRecording refused =
                assertThrows(
                        UnreadableRecording.class,
                        () -> labels(HEADER + "ok,loss,nan,1,2,\n" + row + "\n"));
        String told = refused.getMessage();
        assertTrue(told.startsWith(folder.resolve("labels.csv") + ":3: "), told);
        assertTrue(told.contains(message), told);
    }

    @Test
    void aColumnThatIsMissingIsTold() {
        String told =
                assertThrows(UnreadableRecording.class, () -> labels("run,metric,event\n"))
                        .getMessage();
        assertTrue(told.contains("column start_step is missing in the header"), told);
    }

    @Test
    void aClockIsOneWhereEveryOtherReportHasATimeOfItsOwn() throws IOException {
        assertTrue(clocked("a,1,loss,1,100\na,2,loss,1,200\na,3,loss,1,300\n"));
        assertTrue(clocked("a,1,loss,1,100\na,2,loss,1,\na,3,loss,1,300\n"));
        assertFalse(clocked("a,1,loss,1,100\na,2,loss,1,\na,3,loss,1,\n"));
        assertFalse(clocked("a,1,loss,1,\na,2,loss,1,\na,3,loss,1,\n"));
    }

    private boolean clocked(String rows) throws IOException {
        Files.writeString(folder.resolve("c.csv"), "run,step,metric,value,wall_ms\n" + rows);
        try (CorpusReader reader = CorpusFolder.open(folder).collections().get(0).read()) {
            return reader.next().clocked();
        }
    }
}
