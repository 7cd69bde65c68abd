package io.github.descentry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the descriptions of the jobs promise does happen, by training alone. */
class DemoJobsTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final List<TrainingJob> jobs = new DemoJobs(1).all();

    @Test
    void aHealthyRunFallsAndGainsInItsDecay() throws InterruptedException {
        TreeMap<Long, Double> losses = validationLosses("wsd-3e-3", DemoJobs.STEPS);
        double early = losses.floorEntry(300L).getValue();
        double beforeDecay = mean(losses, 2100, 2400);
        double end = mean(losses, 2900, 3000);
        assertTrue(
                early > 1.1 * beforeDecay, "at 300: " + early + ", before decay: " + beforeDecay);
        assertTrue(end < beforeDecay - 0.02, "before decay: " + beforeDecay + ", end: " + end);
    }

    @Test
    void theTinyNetworkIsLeftFarBehind() throws InterruptedException {
        double tiny = validationLosses("tiny", 1500).lastEntry().getValue();
        double healthy = validationLosses("cosine-4e-3", 1500).lastEntry().getValue();
        assertTrue(tiny > 1.1 * healthy, "tiny " + tiny + ", healthy " + healthy);
    }

    @Test
    void theHotRateLearnsAtFirstAndDivergesAsItWarmsUp() throws InterruptedException {
        TreeMap<Long, Double> losses = validationLosses("sgd-hot", 1500);
        assertTrue(losses.get(300L) < 2, "at 300: " + losses.get(300L));
        assertTrue(losses.get(1500L) > 3, "at 1500: " + losses.get(1500L));
    }

    @Test
    void theBadShardSpikesAndIsForgotten() throws InterruptedException {
        TreeMap<Long, Double> losses = losses("bad-shard", "train/loss", 1800);
        double before = mean(losses, 1400, 1500);
        assertTrue(losses.get(1515L) > 2 * before, "in the shard: " + losses.get(1515L));
        double after = mean(losses, 1700, 1800);
        assertTrue(after < 1.05 * before, "before: " + before + ", after: " + after);
    }

    @Test
    void theCarelessLossTurnsNanAfterAGoodStartAndStaysSo() throws InterruptedException {
        TreeMap<Long, Double> losses = validationLosses("careless-loss", DemoJobs.STEPS);
        assertTrue(losses.get(600L) < 0.1, "at 600: " + losses.get(600L));
        assertTrue(Double.isNaN(losses.get(DemoJobs.STEPS)));
    }

    @Test
    void theCarefulFormOfTheSameLossStaysFinite() throws InterruptedException {
        RingClassifier careful = new RingClassifier(24, 32, 19, true);
        float[] gradient = new float[careful.parameters().length];
        Adam adam = new Adam();
        for (int step = 0; step < DemoJobs.STEPS; step++) {
            assertTrue(Double.isFinite(careful.trainingLoss(step, gradient)), "step " + step);
            adam.update(careful.parameters(), gradient, 1.5e-2);
        }
    }

    @Test
    void theHungLoaderReportsNothingMoreUntilItIsInterrupted() throws InterruptedException {
        TrainingJob job = job("hung-loader");
        List<RunEvent> events = new ArrayList<>();
        Thread thread =
                new Thread(
                        () ->
                                assertThrows(
                                        InterruptedException.class,
                                        () -> job.run(events::add, CLOCK, Pace.UNBOUNDED)));
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertTrue(job.hangs());
        Checkpoint last = (Checkpoint) events.get(events.size() - 1);
        assertEquals(DemoJobs.STEPS * 2 / 5, last.step());
    }

    @Test
    void aRunTellsItsPlanThenCheckpointsThenItsEnd() throws InterruptedException {
        List<RunEvent> events = new ArrayList<>();
        job("careless-loss").run(events::add, CLOCK, Pace.UNBOUNDED);
        RunStarted started = (RunStarted) events.get(0);
        assertEquals(DemoJobs.STEPS, started.plan().totalSteps().getAsLong());
        assertEquals(32, started.plan().tokensPerStep().getAsDouble());
        assertEquals("constant", started.plan().schedule().get().type());
        Checkpoint first = (Checkpoint) events.get(1);
        assertEquals(TrainingJob.LOG_EVERY, first.step());
        assertEquals(
                List.of("train/loss", "lr", "grad_norm"), List.copyOf(first.metrics().keySet()));
        assertEquals(32.0 * TrainingJob.LOG_EVERY, first.tokens().getAsDouble());
        RunEnded ended = (RunEnded) events.get(events.size() - 1);
        assertEquals(RunEnded.Status.COMPLETED, ended.status());
        assertEquals(DemoJobs.STEPS / TrainingJob.LOG_EVERY + 2, events.size());
    }

    @Test
    void theSameJobGivesTheSameLossesToTheBit() throws InterruptedException {
        assertEquals(
                losses("cosine-4e-3", "train/loss", 150), losses("cosine-4e-3", "train/loss", 150));
    }

    @Test
    void laterSessionsUseNamesAndGroupsOfTheirOwn() {
        List<String> first = jobs.stream().map(TrainingJob::name).toList();
        List<TrainingJob> second = new DemoJobs(2).all();
        assertEquals(first.size(), second.size());
        for (TrainingJob job : second) {
            assertFalse(first.contains(job.name()), job.name());
            assertTrue(job.group().isEmpty() || job.group().get().equals("char-lm-2"), job.name());
        }
    }

    private TrainingJob job(String label) {
        return jobs.stream().filter(job -> job.name().endsWith("/" + label)).findFirst().get();
    }

    private TreeMap<Long, Double> validationLosses(String label, long until)
            throws InterruptedException {
        return losses(label, TrainingJob.OBJECTIVE, until);
    }

    /** Values of a metric by step, up to and with a step. */
    private TreeMap<Long, Double> losses(String label, String metric, long until)
            throws InterruptedException {
        TreeMap<Long, Double> losses = new TreeMap<>();
        Pace untilStep =
                steps -> {
                    if (steps > until) {
                        throw new InterruptedException();
                    }
                };
        try {
            job(label)
                    .run(
                            event -> {
                                if (event instanceof Checkpoint checkpoint
                                        && checkpoint.step() <= until
                                        && checkpoint.metrics().containsKey(metric)) {
                                    losses.put(checkpoint.step(), checkpoint.metrics().get(metric));
                                }
                            },
                            CLOCK,
                            untilStep);
        } catch (InterruptedException e) {
            // As asked for: enough was seen.
        }
        return losses;
    }

    private static double mean(TreeMap<Long, Double> losses, long from, long to) {
        return losses.subMap(from, to + 1).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
