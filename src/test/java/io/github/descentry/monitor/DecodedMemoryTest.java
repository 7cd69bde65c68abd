package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunEnded;
import io.github.descentry.events.RunEvent;
import io.github.descentry.events.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A memory that stays in use and one that is stored and read again after every event say the same
 * and are stored in the same bytes, whatever comes: the monitor may keep either.
 */
class DecodedMemoryTest {

    private static final String[] METRICS = {"train/loss", "val/loss", "acc", "reward"};
    private static final double[] ODD = {
        Double.NaN, Double.POSITIVE_INFINITY, 0, -1, 1e-300, 1e14, 1e300
    };

    private final RunMonitor monitor = new RunMonitor(MonitorConfig.defaults());
    private RunMemory kept = new RunMemory("a");
    private RunMemory decoded = new RunMemory("a");
    private Instant now = Job.START;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void bothSayTheSame(int seed) {
        Random random = new Random(seed);
        long step = 0;
        for (int i = 0; i < 400; i++) {
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(400_000) : 1000);
            int what = random.nextInt(100);
            step = what == 2 ? random.nextInt((int) step + 1) : step + 10;
            RunEvent event =
                    i == 0 || what == 0
                            ? started(random)
                            : what == 1 ? ended(random) : checkpoint(random, step);
            same(monitor.step(kept, event, now), monitor.step(decoded, event, now));
            if (what > 95) {
                Instant later = now.plus(Duration.ofSeconds(random.nextInt(3000)));
                same(monitor.silence(kept, later), monitor.silence(decoded, later));
            }
        }
    }

    private void same(Outcome ofKept, Outcome ofDecoded) {
        assertEquals(ofKept, ofDecoded);
        assertArrayEquals(kept.encode(), decoded.encode());
        decoded = RunMemory.decode(decoded.encode());
        assertEquals(monitor.republish(kept), monitor.republish(decoded));
    }

    private RunEvent started(Random random) {
        Optional<LearningRateSchedule> schedule =
                random.nextBoolean()
                        ? Optional.of(new LearningRateSchedule.Cosine(3e-4, 0, 100))
                        : Optional.empty();
        Optional<Objective> objective =
                random.nextInt(3) == 0 ? Job.objective("val/loss", 2.5) : Optional.empty();
        return new RunStarted(
                "a",
                Optional.empty(),
                random.nextBoolean() ? Optional.of("g" + random.nextInt(3)) : Optional.empty(),
                OptionalInt.empty(),
                now,
                new Plan(
                        random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(4000),
                        OptionalDouble.empty(),
                        schedule),
                objective,
                Map.of(),
                Map.of());
    }

    private RunEvent ended(Random random) {
        RunEnded.Status[] all = RunEnded.Status.values();
        return new RunEnded("a", OptionalInt.empty(), now, all[random.nextInt(all.length)]);
    }

    private RunEvent checkpoint(Random random, long step) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int m = 0; m < METRICS.length; m++) {
            if (random.nextInt(4) < m) {
                continue;
            }
            double loss = 2 + 3 * Math.pow(1 + step / 50.0, -0.5) + 0.02 * random.nextGaussian();
            double value = m < 2 ? loss : 1 / loss;
            boolean odd = random.nextInt(25) == 0;
            metrics.put(METRICS[m], odd ? ODD[random.nextInt(ODD.length)] : value);
        }
        metrics.put("lr", 3e-4);
        return new Checkpoint("a", OptionalInt.empty(), step, now, OptionalDouble.empty(), metrics);
    }
}
