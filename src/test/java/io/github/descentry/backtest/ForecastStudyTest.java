package io.github.descentry.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.ingest.CorpusCollection;
import io.github.descentry.ingest.CorpusFolder;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.monitor.MonitorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small folder of simulated runs, with the files real folders have. */
class ForecastStudyTest {

    private static final int STEPS = 1_000;

    @TempDir Path folder;

    /** Rates fall straight to zero over the second half, which takes 0.3 off the loss. */
    private static double rate(int step) {
        return Math.min(1, 2 * (1 - step / (double) STEPS));
    }

    private static double loss(int step, Random random) {
        double noise = 0.01 * random.nextGaussian();
        return 2.5 + 4 / Math.sqrt(step) - 0.3 * (1 - rate(step)) + noise;
    }

    @BeforeEach
    void record() throws IOException {
        StringBuilder curves = new StringBuilder("run,step,metric,value,lr,tokens,wall_ms\n");
        StringBuilder runs =
                new StringBuilder(
                        "run,collection,task,planned_steps,planned_tokens,schedule,final_value,outcome\n");
        for (int seed = 1; seed <= 6; seed++) {
            Random random = new Random(seed);
            for (int step = 10; step <= STEPS; step += 10) {
                curves.append("r" + seed + "," + step + ",train_loss," + loss(step, random));
                curves.append("," + 1e-3 * rate(step) + ",,\n");
            }
            String words = seed == 6 ? "annealed on plateau" : "linear decay";
            runs.append("r" + seed + ",sim,,1000,," + words + ",2.34,ok\n");
        }
        Files.writeString(folder.resolve("sim.csv"), curves);
        Files.writeString(folder.resolve("runs.csv"), runs);
    }

    private List<CorpusRun> runs() {
        List<CorpusRun> runs = new ArrayList<>();
        for (CorpusCollection collection : CorpusFolder.open(folder).collections()) {
            collection.forEachRun(runs::add);
        }
        return runs;
    }

    @Test
    void forecastsEveryRunAtEveryShareBetterThanItsPeers() {
        ForecastStudy study = new ForecastStudy(MonitorConfig.defaults());
        List<Verdict> verdicts = new ArrayList<>();
        runs().forEach(run -> verdicts.addAll(study.verdicts(run)));
        List<AccuracyRow> rows = ForecastStudy.rows(verdicts);
        assertEquals(ForecastStudy.SEEN, rows.stream().map(AccuracyRow::seen).toList());
        for (AccuracyRow row : rows) {
            assertEquals("sim", row.collection());
            assertEquals(6, row.runs());
            assertTrue(row.mae() >= 0 && row.inside95() >= row.inside80());
            if (row.seen() == 50 || row.seen() == 75) {
                assertTrue(row.beatsPeers(), row.toString());
            }
        }
    }

    @Test
    void withoutAListingTheLastValuesAreTheFinalOne() throws IOException {
        Files.delete(folder.resolve("runs.csv"));
        List<CorpusRun> runs = runs();
        for (CorpusRun run : runs) {
            List<Double> last =
                    run.checkpoints().subList(95, 100).stream()
                            .map(checkpoint -> checkpoint.metrics().get("train_loss"))
                            .sorted()
                            .toList();
            assertEquals(last.get(2), FinalValue.of(run, "train_loss"));
        }
        List<Verdict> verdicts = new ForecastStudy(MonitorConfig.defaults()).verdicts(runs.get(0));
        assertEquals(ForecastStudy.SEEN.size(), verdicts.size());
    }

    @Test
    void aCurveThatEndsInNoNumberHasNoFinalValue() throws IOException {
        Files.delete(folder.resolve("runs.csv"));
        Files.writeString(
                folder.resolve("sim.csv"),
                Files.readString(folder.resolve("sim.csv")) + "r6,1010,train_loss,NaN,,,\n");
        CorpusRun broken = runs().get(5);
        assertEquals(Double.NaN, FinalValue.of(broken, "train_loss"));
        assertEquals(Double.NaN, FinalValue.of(List.of()));
        assertEquals(3, FinalValue.of(List.of(9.0, Double.NaN, 3.0)));
        assertTrue(new ForecastStudy(MonitorConfig.defaults()).verdicts(broken).isEmpty());
    }

    @Test
    void loggedRatesAreThePlanOnlyWhereTheirShapeWasFixedInAdvance() {
        List<CorpusRun> runs = runs();
        Plan fixed = StudyPlan.of(runs.get(0));
        LearningRateSchedule schedule = fixed.schedule().orElseThrow();
        assertEquals(STEPS, fixed.totalSteps().getAsLong());
        assertEquals(1e-3 * rate(800), schedule.rate(800, STEPS), 1e-5);
        assertTrue(StudyPlan.of(runs.get(5)).schedule().isEmpty());
    }

    @Test
    void peersForecastWhatTheirNamesSay() {
        Series series = new Series();
        for (int step = 1; step <= 400; step++) {
            series.add(step, 2 + 3 * Math.pow(step + 1, -0.5));
        }
        double exact = 2 + 3 * Math.pow(4_001, -0.5);
        assertEquals(exact, PowerLawPeer.forecast(series, 4_000), 1e-4);
        assertEquals(2 + 3 * Math.pow(391.5, -0.5), LastValuePeer.forecast(series), 1e-3);
    }
}
