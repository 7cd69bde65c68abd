package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Forecast;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Run monitor and group monitor together over a sweep, from its first checkpoint to its last. */
class SweepTest {

    private static final long STEPS = 3_000;

    @Test
    void theHopelessRunIsToldEarlyAndTheCloseOnesAreLeftAlone() {
        GroupMonitor groupMonitor = new GroupMonitor(MonitorConfig.defaults());
        GroupMemory group = new GroupMemory("sweep");
        Map<String, Double> ends =
                new TreeMap<>(Map.of("good", 2.20, "close", 2.21, "hopeless", 2.8));
        Map<String, Job> jobs = new TreeMap<>();
        Map<String, Forecast> latest = new TreeMap<>();
        List<StopSignal> signals = new ArrayList<>();
        Leaderboard board = null;
        Random random = new Random(17);
        Plan plan =
                new Plan(
                        OptionalLong.of(STEPS),
                        OptionalDouble.empty(),
                        Optional.of(new LearningRateSchedule.Constant(3e-4, 0)));
        for (String run : ends.keySet()) {
            jobs.put(run, new Job(run));
            jobs.get(run).start(plan, Optional.of("sweep"), Optional.empty());
        }
        for (long step = 10; step <= STEPS; step += 10) {
            for (Map.Entry<String, Job> entry : jobs.entrySet()) {
                double loss =
                        ends.get(entry.getKey())
                                + 4 * Math.pow(1 + step / 20.0, -0.6)
                                + 0.02 * random.nextGaussian();
                entry.getValue().report(step, "train/loss", loss);
                for (Forecast forecast : entry.getValue().last.forecasts()) {
                    GroupOutcome outcome = groupMonitor.step(group, forecast);
                    latest.put(entry.getKey(), outcome.forecast());
                    board = outcome.leaderboard().orElse(board);
                    signals.addAll(outcome.signals());
                }
            }
        }
        assertEquals(
                List.of("hopeless cannot_win ADVISED"),
                signals.stream()
                        .map(it -> it.run() + " " + it.rule() + " " + it.status())
                        .toList());
        assertTrue(signals.get(0).step() < STEPS / 2, "at " + signals.get(0).step());
        assertEquals("hopeless", board.entries().get(2).run());
        double chance = latest.get("good").standing().orElseThrow().beatBest().getAsDouble();
        assertTrue(chance > 0.5, "good beats close with " + chance);

        Job good = jobs.get("good");
        good.end(RunEnded.Status.COMPLETED);
        GroupOutcome ended = groupMonitor.step(group, good.last.forecasts().get(0));
        Leaderboard.Entry told = ended.leaderboard().orElseThrow().entries().get(0);
        Forecast.Estimate published = ended.forecast().estimate().orElseThrow();
        assertEquals(0, told.sd(), "now certain");
        assertEquals(0, published.sd(), "to the run's own forecast too");
        assertEquals(told.mean(), published.mean());
        assertEquals(told.mean(), published.quantiles().p90());
        assertEquals(2.40, told.mean(), 0.02, "2.20 and what is left of the power law");
        for (Job job : jobs.values()) {
            assertEquals(List.of(), job.anomalies, job.name);
        }
    }
}
