package io.github.descentry.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One cause is one alarm: what is told by one kind is not told by another as well. */
class InhibitionTest {

    private final Job job = new Job("a");

    private static double loss(long step) {
        return 2 + 3 / Math.sqrt(1 + step) + 0.01 * Math.sin(step);
    }

    private void healthy(long until) {
        job.start(3000);
        for (long step = 1; step <= until; step++) {
            job.report(step, "loss", loss(step), "grad_norm", 1 + 0.1 * Math.cos(step));
        }
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = new TreeSet<>();
        job.anomalies.forEach(anomaly -> kinds.add(anomaly.kind()));
        return kinds;
    }

    @Test
    void aGradientThatIsLostWithItsLossIsNotToldTwice() {
        healthy(200);
        for (long step = 201; step <= 260; step++) {
            job.report(step, "loss", Double.NaN, "grad_norm", Double.NaN);
        }
        assertEquals(Set.of(Kind.NON_FINITE), kinds());
    }

    @Test
    void aGradientThatIsLostBeforeItsLossIsToldAtOnce() {
        healthy(200);
        job.report(201, "loss", loss(201), "grad_norm", Double.NaN);
        job.report(202, "loss", Double.NaN, "grad_norm", Double.NaN);
        assertEquals(Set.of(Kind.NON_FINITE, Kind.GRAD_EXPLOSION), kinds());
        assertEquals(List.of(Status.OPENED), job.turns(Kind.GRAD_EXPLOSION));
    }

    @Test
    void aLossThatIsLostIsOnNoPlateau() {
        healthy(1000);
        for (long step = 1001; step <= 2900; step++) {
            job.report(step, "loss", Double.NaN);
        }
        assertEquals(Set.of(Kind.NON_FINITE), kinds());
    }

    @Test
    void overfittingIsToldOnceThoughTwoCurvesShowIt() {
        job.start(4000);
        for (long step = 1; step <= 400; step++) {
            double train = 1 + 2 / Math.sqrt(step);
            job.report(10 * step, "train/loss", train);
            if (step % 10 == 0) {
                double noise = 0.002 * Math.sin(step);
                double validation = 1.2 + 2 / Math.sqrt(step) + noise;
                validation += step > 150 ? 0.002 * (step - 150) : 0;
                job.report(
                        10 * step + 1, "val/loss", validation, "val/bits_loss", validation * 1.443);
            }
        }
        long opened =
                job.anomalies.stream()
                        .filter(it -> it.kind() == Kind.OVERFIT && it.status() == Status.OPENED)
                        .count();
        assertEquals(1, opened, () -> "" + job.anomalies);
    }
}
