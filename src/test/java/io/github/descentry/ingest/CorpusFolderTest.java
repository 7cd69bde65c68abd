package io.github.descentry.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.Goal;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Objective;
import io.github.descentry.events.RunEnded;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusFolderTest {

    private static final String HEADER = "run,step,metric,value,lr,tokens,wall_ms\n";

    @TempDir private Path folder;

    @Test
    void pointsOfAStepBecomeOneCheckpoint() throws IOException {
        write(
                "lm.csv",
                HEADER
                        + "a,0,train_loss,10.5,0.001,0,250\n"
                        + "a,0,val_loss,11,,,300\n"
                        + "a,10,train_loss,NaN,0.002,5120,2500\n");

        CorpusRun run = runs().get(0);

        assertEquals(
                List.of(
                        new Checkpoint(
                                "a",
                                OptionalInt.empty(),
                                0,
                                CorpusRun.START.plusMillis(300),
                                OptionalDouble.of(0),
                                Map.of("train_loss", 10.5, "val_loss", 11.0, "lr", 0.001)),
                        new Checkpoint(
                                "a",
                                OptionalInt.empty(),
                                10,
                                CorpusRun.START.plusMillis(2500),
                                OptionalDouble.of(5120),
                                Map.of("train_loss", Double.NaN, "lr", 0.002))),
                run.checkpoints());
        assertEquals("lm", run.collection());
    }

    @Test
    void aStepTakesASecondWhereNoClockWasLogged() throws IOException {
        write("lm.csv", "run,step,metric,value\na,5,loss,1\na,7,loss,Inf\n");

        List<Checkpoint> checkpoints = runs().get(0).checkpoints();

        assertEquals(CorpusRun.START.plusSeconds(7), checkpoints.get(1).time());
        assertEquals(Map.of("loss", Double.POSITIVE_INFINITY), checkpoints.get(1).metrics());
    }

    @Test
    void aStepWithoutAClockHasTheTimeOfTheStepBefore() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,1000\na,2,loss,2,,,\na,3,loss,1,,,3000\n");

        assertEquals(CorpusRun.START.plusSeconds(1), runs().get(0).checkpoints().get(1).time());
    }

    @Test
    void metricsOneAfterTheOtherAreBroughtInTheOrderOfSteps() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,\na,2,loss,2,,,\na,1,acc,0.1,,,\na,2,acc,0.2,,,\n");

        List<Checkpoint> checkpoints = runs().get(0).checkpoints();

        assertEquals(2, checkpoints.size());
        assertEquals(Map.of("loss", 2.0, "acc", 0.2), checkpoints.get(1).metrics());
    }

    @Test
    void theLaterOfTwoRowsOfAStepCounts() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,\na,1,loss,2,,,\n");

        assertEquals(Map.of("loss", 2.0), runs().get(0).checkpoints().get(0).metrics());
    }

    @Test
    void readsPlansFinalsAndMainMetricsFromBesideTheCurves() throws IOException {
        write("lm.csv", HEADER + "a,1,val_loss,3,,,\nb,1,train_loss,3,,,\n");
        write(
                "runs.csv",
                "run,collection,task,planned_steps,planned_tokens,schedule,final_value,outcome\n"
                        + "a,lm,\"pre-training, small\",100,1000,cosine,2.5,ok\n"
                        + "a,other,x,7,,,9,nan\n");
        write("sources.csv", "run,collection,main_metric\na,lm,val_ppl\n");

        List<CorpusRun> runs = runs();

        CorpusRun listed = runs.get(0);
        assertEquals(
                Optional.of(
                        new CorpusPlan(
                                OptionalLong.of(100),
                                OptionalDouble.of(1000),
                                Optional.of("cosine"))),
                listed.plan());
        assertEquals(OptionalDouble.of(2.5), listed.finalValue());
        assertEquals(Optional.of("ok"), listed.outcome());
        assertEquals(Optional.of("val_ppl"), listed.mainMetric());
        assertEquals(OptionalDouble.of(10), listed.plan().orElseThrow().plan().tokensPerStep());
        CorpusRun unlisted = runs.get(1);
        assertEquals(Optional.empty(), unlisted.plan());
        assertEquals(OptionalDouble.empty(), unlisted.finalValue());
        assertEquals(Optional.of("train_loss"), unlisted.mainMetric());
    }

    @Test
    void aRunTellsWhatItsJobWouldHaveSent() throws IOException {
        write("lm.csv", HEADER + "a,1,val_acc,3,,,100\na,2,val_acc,4,,,900\n");
        write("runs.csv", "run,collection,planned_steps,schedule\na,lm,2,constant lr\n");

        CorpusRun run = runs().get(0);

        assertEquals(Optional.of("lm"), run.started().group());
        assertEquals(
                Optional.of(new Objective("val_acc", Goal.MAXIMIZE, OptionalDouble.empty())),
                run.started().objective());
        assertEquals(
                Optional.of(new LearningRateSchedule.Constant(1, 0)),
                run.started().plan().schedule());
        assertEquals(
                Optional.of(
                        new RunEnded(
                                "a",
                                OptionalInt.empty(),
                                CorpusRun.START.plusMillis(900),
                                RunEnded.Status.COMPLETED)),
                run.ended());
        assertEquals(4, run.events().size());
    }

    @Test
    void nobodyHearsTheEndOfATruncatedRun() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,\n");
        write("runs.csv", "run,collection,outcome\na,lm,truncated\n");

        assertEquals(Optional.empty(), runs().get(0).ended());
    }

    @Test
    void readsGzipAndLeavesOtherTablesAlone() throws IOException {
        writeGzip("zipped.csv.gz", HEADER + "\"a, \"\"b\"\"\",1,loss,3,,,\n");
        write("labels.csv", "run,metric,event\nx,y,z\n");
        write("notes.txt", "hello");

        CorpusFolder corpus = CorpusFolder.open(folder);

        assertEquals(1, corpus.collections().size());
        assertEquals("zipped", corpus.collections().get(0).name());
        assertEquals("a, \"b\"", runs().get(0).run());
    }

    @Test
    void tellsWhichFilesMayHaveBeenMeantToBeOfCurvesAndWhyTheyAreNot() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,\n");
        write("runs.csv", "run,collection,outcome\na,lm,ok\n");
        write("sources.csv", "run,collection,main_metric\na,lm,loss\n");
        write("labels.csv", "run,metric,event,start_step,end_step\na,loss,nan,1,1\n");
        write("notes.txt", "hello");
        assertEquals(List.of(), CorpusFolder.open(folder).leftOut());

        writeGzip("typo.csv.gz", HEADER.replace("step", "stpe") + "b,1,loss,3,,,\n");
        Files.write(folder.resolve("noise.csv"), new byte[] {0, 1, 27, 2});

        CorpusFolder corpus = CorpusFolder.open(folder);
        assertEquals(1, corpus.collections().size());
        String expected =
                ":1: no recorded curves: the header must have run,step,metric,value (and may have"
                        + " lr,tokens,wall_ms), it is ";
        assertEquals(
                List.of(
                        folder.resolve("noise.csv") + expected + "????",
                        folder.resolve("typo.csv.gz")
                                + expected
                                + "run,stpe,metric,value,lr,tokens,wall_ms"),
                corpus.leftOut());
    }

    @Test
    void readsASingleFileWithTheListingsBesideIt() throws IOException {
        write("lm.csv", HEADER + "a,1,loss,3,,,\n");
        write("rest.csv", HEADER + "b,1,loss,3,,,\n");
        write("runs.csv", "run,collection,outcome\na,lm,ok\n");

        CorpusFolder corpus = CorpusFolder.open(folder.resolve("lm.csv"));

        assertEquals(1, corpus.collections().size());
        corpus.collections()
                .get(0)
                .forEachRun(run -> assertEquals(Optional.of("ok"), run.outcome()));
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        write("lm.csv", "\uFEFF" + HEADER.replace("\n", "\r\n") + "a,1.0,loss,3,,,\r\n");

        assertEquals(1, runs().get(0).checkpoints().get(0).step());
    }

    @Test
    void refusesAFileThatIsMissing() {
        assertRefused(folder.resolve("absent.csv"), "absent.csv: no such file or folder");
    }

    @Test
    void refusesAnotherHeaderAndSaysWhatItExpects() throws IOException {
        write("lm.csv", "name,loss\na,1\n");

        assertRefused(
                folder.resolve("lm.csv"),
                "lm.csv:1: no recorded curves: the header must have run,step,metric,value");
        assertRefused(folder.resolve("lm.csv"), "it is name,loss");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("lm.csv", "");

        assertRefused(folder.resolve("lm.csv"), "lm.csv: no recorded curves");
    }

    @Test
    void namesLineColumnAndValueOfWhatItRefuses() throws IOException {
        refusesRow("a,1,loss,high,,,\n", "lm.csv:2: value=high is not a number");
        refusesRow("a,-1,loss,1,,,\n", "lm.csv:2: step=-1 is not a whole number");
        refusesRow("a,,loss,1,,,\n", "lm.csv:2: step is missing");
        refusesRow("a,1,,1,,,\n", "lm.csv:2: metric is missing");
        refusesRow(",1,loss,1,,,\n", "lm.csv:2: run is missing");
        refusesRow("a,1,loss,1,x,,\n", "lm.csv:2: lr=x is not a number");
        refusesRow(
                "a,1,loss,1,,,\na,2,loss\n",
                "lm.csv:3: value is missing, the row has 3 cells and the header 7");
        refusesRow("a,1,loss,1,,,,9\n", "lm.csv:2: the row has 8 cells and the header 7");
        refusesRow(
                "a,1,loss,1,,,\nb,1,loss,1,,,\na,2,loss,1,,,\n",
                "lm.csv:4: run=a comes a second time");
    }

    /** A terminal would take what is in it for commands. */
    @Test
    void quotesLittleOfAFileThatIsNoTextAndNothingUnprintable() throws IOException {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        for (String name : List.of("noise.bin", "noise.csv")) {
            Path file = Files.write(folder.resolve(name), noise);
            UnreadableRecording refusal =
                    assertThrows(
                            UnreadableRecording.class,
                            () ->
                                    CorpusFolder.open(file)
                                            .collections()
                                            .forEach(one -> one.forEachRun(run -> {})));
            String message = refusal.getMessage().replace(file.toString(), "");
            assertTrue(message.length() < 250, message);
            assertTrue(
                    message.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD),
                    message);
        }
        assertEquals("a?b?c", Quoted.of("a\u001bb\u202ec"));
        assertEquals(81, Quoted.of("x".repeat(500)).length());
    }

    @Test
    void refusesGzipThatIsCutOffOrNone() throws IOException {
        write("plain.csv.gz", HEADER);
        assertRefused(folder.resolve("plain.csv.gz"), "plain.csv.gz: no valid gzip data");

        StringBuilder rows = new StringBuilder(HEADER);
        for (int step = 0; step < 5000; step++) {
            rows.append("a,").append(step).append(",loss,").append(Math.sin(step)).append(",,,\n");
        }
        Path cut = writeGzip("cut.csv.gz", rows.toString());
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 100));
        assertRefused(cut, "cut.csv.gz: the gzip data are cut off");
    }

    private void refusesRow(String rows, String message) throws IOException {
        write("lm.csv", HEADER + rows);
        assertRefused(folder.resolve("lm.csv"), message);
    }

    private static void assertRefused(Path path, String message) {
        UnreadableRecording refusal =
                assertThrows(
                        UnreadableRecording.class,
                        () ->
                                CorpusFolder.open(path)
                                        .collections()
                                        .forEach(one -> one.forEachRun(run -> {})));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    private List<CorpusRun> runs() {
        List<CorpusRun> runs = new ArrayList<>();
        CorpusFolder.open(folder).collections().forEach(one -> one.forEachRun(runs::add));
        return runs;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Path writeGzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
