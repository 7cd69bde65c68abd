package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunState;
import io.github.descentry.events.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the format of stored state to bytes that were once stored. They are kept in {@code
 * src/test/resources/golden/state}, a file for each kind and version, and have to be read as they
 * were written by any program that calls itself of that version.
 *
 * <p>What a fit makes of the same events may change at will; only what its numbers mean, and where
 * they stand, may not.
 */
class StateFormatTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/state");
    private static final boolean WRITING = "write".equals(System.getProperty("descentry.golden"));
    private static final HexFormat HEX = HexFormat.of();

    /** Three curves, a second attempt, one without a number, with an anomaly and advice. */
    private static RunMemory run() {
        Job job = new Job("golden/run");
        Plan plan =
                new Plan(
                        OptionalLong.of(1000),
                        OptionalDouble.of(512),
                        Optional.of(new LearningRateSchedule.Cosine(3e-4, 3e-5, 50)));
        job.start(plan, Optional.of("golden"), Job.objective("val/loss", 2.25));
        for (long step = 0; step <= 500; step += 5) {
            if (step == 300) {
                job.report(200, "train/loss", loss(200));
            }
            job.report(step, "train/loss", loss(step), "lr", 3e-4, "acc", 1 - 0.3 * loss(step));
            if (step % 20 == 0) {
                job.report(step, "val/loss", loss(step) + 0.1);
            }
        }
        for (long step = 505; step <= 530; step += 5) {
            job.report(step, "train/loss", Double.NaN, "lr", 3e-4);
        }
        return job.memory;
    }

    private static double loss(long step) {
        return 2 + 3 * Math.pow(1 + step / 20.0, -0.6) + 0.01 * Math.sin(step);
    }

    /** A leader, one that is told to stop, and one that has ended. */
    private static GroupMemory group() {
        GroupMonitor monitor = new GroupMonitor(MonitorConfig.defaults());
        GroupMemory memory = new GroupMemory("golden");
        for (long step = 250; step <= 400; step += 10) {
            monitor.step(memory, forecast("leads", RunState.RUNNING, step, 2.0, 0.02));
            monitor.step(memory, forecast("hopeless", RunState.RUNNING, step, 2.5, 0.03));
        }
        monitor.step(memory, forecast("ended", RunState.COMPLETED, 1000, 2.25, 0));
        return memory;
    }

    private static Forecast forecast(
            String run, RunState state, long step, double mean, double sd) {
        return new Forecast(
                run,
                Optional.empty(),
                Optional.of("golden"),
                "val/loss",
                io.github.descentry.events.Goal.MINIMIZE,
                true,
                1,
                state,
                Optional.empty(),
                step,
                Job.START.plusSeconds(step),
                mean,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(1000),
                Forecast.ScheduleKnowledge.UNKNOWN,
                Optional.of(
                        new Forecast.Estimate(
                                1000,
                                true,
                                mean,
                                sd,
                                new Forecast.Quantiles(mean, mean, mean, mean, mean, mean, mean),
                                mean,
                                0.5,
                                0,
                                "law",
                                OptionalDouble.empty(),
                                OptionalLong.empty())),
                Optional.empty());
    }

    private static String advice(String kind, int version) {
        String owner = kind.equals("run-memory") ? "RunMemory" : "GroupMemory";
        return String.join(
                "\n",
                "",
                "The stored bytes of " + owner + " are not read as they were written: the format",
                "has changed, but its version is still " + version + ". State that installations",
                "hold would be misread. What to do:",
                "  1. raise " + owner + ".VERSION by one,",
                "  2. write the bytes of the new version, and commit them:",
                "     mvn -q test -Dtest=StateFormatTest -Ddescentry.golden=write",
                "The files of older versions stay: they must be refused by name.",
                "");
    }

    private static Path file(String kind, int version) {
        return FOLDER.resolve(kind + "-v" + version + ".hex");
    }

    private static byte[] read(Path file) throws IOException {
        return HEX.parseHex(Files.readString(file).replaceAll("\\s", ""));
    }

    /** The bytes of the present version; writes them first if there are none and it is asked to. */
    private static byte[] golden(String kind, int version, byte[] fresh) throws IOException {
        Path file = file(kind, version);
        if (WRITING && !Files.exists(file)) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, HEX.formatHex(fresh).replaceAll("(.{96})", "$1\n") + "\n");
        }
        assertTrue(
                Files.exists(file),
                () ->
                        "there are no stored bytes of "
                                + kind
                                + " version "
                                + version
                                + " yet, write and commit them: mvn -q test"
                                + " -Dtest=StateFormatTest -Ddescentry.golden=write");
        return read(file);
    }

    /** Reading the stored bytes and writing them again must give the same bytes. */
    private static void holds(
            String kind, int version, byte[] stored, UnaryOperator<byte[]> readAndWrite) {
        byte[] again;
        try {
            again = readAndWrite.apply(stored);
        } catch (RuntimeException e) {
            throw new AssertionError(advice(kind, version), e);
        }
        assertArrayEquals(stored, again, () -> advice(kind, version));
    }

    @Test
    void aStoredRunMemoryIsReadAsItWasWritten() throws IOException {
        int version = RunMemory.VERSION;
        byte[] stored = golden("run-memory", version, run().encode());
        holds("run-memory", version, stored, bytes -> RunMemory.decode(bytes).encode());
    }

    @Test
    void aStoredGroupMemoryIsReadAsItWasWritten() throws IOException {
        int version = GroupMemory.VERSION;
        byte[] stored = golden("group-memory", version, group().encode());
        holds("group-memory", version, stored, bytes -> GroupMemory.decode(bytes).encode());
    }

    @Test
    void whatAStoredRunMemoryMeansIsWhatItMeant() throws IOException {
        String why = advice("run-memory", RunMemory.VERSION);
        byte[] stored = golden("run-memory", RunMemory.VERSION, run().encode());
        RunMemory memory = RunMemory.decode(stored);
        assertEquals("golden/run", memory.run(), why);
        assertEquals(2, memory.attempt(), why);
        assertEquals(530, memory.step(), why);
        assertEquals(RunState.UNSTABLE, memory.state(), why);
        assertEquals(Optional.of("golden"), memory.group(), why);
        assertEquals(Optional.of("val/loss"), memory.objective(), why);
        assertEquals(Optional.of(Kind.NON_FINITE), memory.worstAnomaly(), why);
        Outcome said = new RunMonitor(MonitorConfig.defaults()).republish(memory);
        // The golden job keeps its rate where a cosine is planned.
        assertEquals(
                List.of(Kind.NON_FINITE, Kind.LR_OFF_PLAN),
                said.anomalies().stream().map(Anomaly::kind).toList(),
                why);
        Anomaly anomaly = said.anomalies().get(0);
        assertEquals(Optional.of("train/loss"), anomaly.metric(), why);
        assertEquals(505, anomaly.firstStep(), why);
        assertEquals(Anomaly.Severity.CRITICAL, anomaly.severity(), why);
        StopSignal signal = said.signals().get(0);
        assertEquals("non_finite", signal.rule(), why);
        assertEquals(515, signal.step(), why);
        Forecast objective =
                said.forecasts().stream().filter(Forecast::objective).findFirst().orElseThrow();
        assertEquals(500, objective.step(), why);
        assertEquals(loss(500) + 0.1, objective.value(), why);
        assertEquals(OptionalLong.of(1000), objective.totalSteps(), why);
        assertEquals(3e-4, objective.learningRate().getAsDouble(), 1e-9, why);
        // Near the value reported last: numbers of the fit have not changed their places.
        assertEquals(loss(500) + 0.1, objective.smoothed().getAsDouble(), 0.2, why);
        Forecast.Estimate estimate = objective.estimate().orElseThrow();
        assertEquals(loss(500) + 0.1, estimate.mean(), 0.4, why);
        assertTrue(estimate.sd() > 0 && estimate.sd() < 0.5, why);
        assertTrue(estimate.beatTarget().isPresent(), why);
    }

    @Test
    void whatAStoredGroupMemoryMeansIsWhatItMeant() throws IOException {
        String why = advice("group-memory", GroupMemory.VERSION);
        byte[] stored = golden("group-memory", GroupMemory.VERSION, group().encode());
        GroupMemory memory = GroupMemory.decode(stored);
        GroupMonitor monitor = new GroupMonitor(MonitorConfig.defaults());
        GroupOutcome outcome =
                monitor.step(memory, forecast("hopeless", RunState.FAILED, 410, 2.5, 0.03));
        Leaderboard leaderboard = outcome.leaderboard().orElseThrow();
        assertEquals(
                List.of("leads 2.0 0.02 400", "ended 2.25 0.0 1000", "hopeless 2.5 0.03 410"),
                leaderboard.entries().stream()
                        .map(it -> it.run() + " " + it.mean() + " " + it.sd() + " " + it.step())
                        .toList(),
                why);
        memory = GroupMemory.decode(stored);
        GroupOutcome restarted =
                monitor.step(memory, second(forecast("hopeless", RunState.RUNNING, 10, 2.5, 0.03)));
        StopSignal withdrawn = restarted.signals().get(0);
        assertEquals(StopSignal.Status.WITHDRAWN, withdrawn.status(), why);
        assertEquals("cannot_win", withdrawn.rule(), why);
        assertEquals(290.0, withdrawn.evidence().get("advised_step"), why);
    }

    /** The same of the second attempt. */
    private static Forecast second(Forecast of) {
        return new Forecast(
                of.run(),
                of.project(),
                of.group(),
                of.metric(),
                of.goal(),
                of.objective(),
                2,
                of.state(),
                of.worstAnomaly(),
                of.step(),
                of.time(),
                of.value(),
                of.smoothed(),
                of.zscore(),
                of.learningRate(),
                of.totalSteps(),
                of.schedule(),
                of.estimate(),
                of.standing());
    }

    @Test
    void bytesOfOlderVersionsAreRefusedByTheirNumber() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                byte[] bytes = read(file);
                boolean ofRun = file.getFileName().toString().startsWith("run");
                if (bytes[0] != (ofRun ? RunMemory.VERSION : GroupMemory.VERSION)) {
                    IllegalArgumentException refusal =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> {
                                        if (ofRun) {
                                            RunMemory.decode(bytes);
                                        } else {
                                            GroupMemory.decode(bytes);
                                        }
                                    });
                    assertTrue(refusal.getMessage().contains("version=" + bytes[0]));
                }
            }
        }
    }
}
