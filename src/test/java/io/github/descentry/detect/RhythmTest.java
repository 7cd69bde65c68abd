package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jumps that come back at one distance. */
class RhythmTest {

    private final Random random = new Random(5);

    private final Rhythm rhythm = new Rhythm();

    private void quiet(long from, long to) {
        for (long step = from; step < to; step++) {
            rhythm.take(step, random.nextGaussian());
        }
    }

    @Test
    void theThirdAtTheSameDistanceIsExpectedUpOrDown() {
        quiet(0, 100);
        rhythm.take(100, 12);
        quiet(101, 464);
        rhythm.take(464, -9);
        assertFalse(rhythm.expected());
        quiet(465, 600);
        rhythm.take(600, 8);
        quiet(601, 828);
        rhythm.take(828, 30);
        assertTrue(rhythm.expected());
        quiet(829, 849);
        assertFalse(rhythm.expected(), "the mean has settled");
    }

    @Test
    void jumpsWithoutARhythmAreNot() {
        long step = 0;
        for (long next : new long[] {100, 230, 410, 900, 1_150}) {
            quiet(step, next);
            rhythm.take(next, 12);
            assertFalse(rhythm.expected(), "step " + next);
            step = next + 1;
        }
    }

    /** A loss that is logged as its mean over the epoch so far, over ten epochs. */
    @Test
    void aMeanThatStartsAnewWithEachEpochIsNoSpikeOfTheThirdEpochAndLater() {
        Watch watch = new Watch();
        for (int epoch = 0; epoch < 10; epoch++) {
            double sum = 0;
            for (int i = 0; i < 364; i++) {
                // The first batches of an epoch are noisy in the mean, and each epoch differs.
                sum += 1 + 0.9 / (1 + epoch) * Math.abs(random.nextGaussian());
                sum += i == 0 ? 2 : 0;
                watch.report(364L * epoch + i, sum / (i + 1));
            }
        }
        long late =
                watch.turns.stream()
                        .filter(turn -> turn.kind() == Kind.SPIKE)
                        .filter(turn -> turn.status() == Status.OPENED)
                        .filter(turn -> turn.step() >= 3 * 364)
                        .count();
        assertEquals(0, late, watch.turns::toString);
    }

    /** {@link FalseAlarmStudy} prints how often. */
    @Test
    void aMeanThatStartsAnewIsSeldomAnAlarm() {
        FalseAlarmStudy.Count told = FalseAlarmStudy.means(15, 0.1);
        assertTrue(told.spikes() <= 1, "in 60 runs: " + told);
        // In the first epoch the mean of a few batches may be the best for long.
        assertTrue(told.divergences() <= 14, "in 60 runs: " + told);
    }

    @Test
    void aSpikeAtNoDistanceIsFoundAmongThem() {
        Watch watch = new Watch();
        for (int epoch = 0; epoch < 10; epoch++) {
            double sum = 0;
            for (int i = 0; i < 364; i++) {
                boolean burst = epoch == 8 && i >= 200 && i < 206;
                sum += 1 + 0.1 * random.nextGaussian() + (i == 0 ? 2 : 0);
                watch.report(364L * epoch + i, sum / (i + 1) + (burst ? 4 : 0));
            }
        }
        assertTrue(
                watch.turns.stream()
                        .anyMatch(
                                turn ->
                                        turn.kind() == Kind.SPIKE
                                                && turn.step() >= 364 * 8 + 200
                                                && turn.step() <= 364 * 8 + 203),
                watch.turns::toString);
    }
}
