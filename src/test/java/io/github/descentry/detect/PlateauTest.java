package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.LearningRateSchedule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlateauTest {

    private static final long TOTAL = 4_000;

    private static List<Status> flatAfterStep200(Watch watch) {
        Random random = new Random(6);
        for (long step = 0; step < TOTAL; step += 10) {
            double level = Curves.level(Math.min(step, 200));
            watch.report(step, level + 0.01 * random.nextGaussian());
        }
        return watch.turns(Kind.PLATEAU);
    }

    @Test
    void aFlatCurveAtARateThatStaysIsOne() {
        Watch watch = new Watch().plan(TOTAL, new LearningRateSchedule.Constant(1e-3, 0));
        assertEquals(List.of(Status.OPENED), flatAfterStep200(watch));
    }

    @Test
    void aDecayThatIsStillToComeKeepsItFromBeingOne() {
        Watch watch = new Watch().plan(TOTAL, new LearningRateSchedule.Linear(1e-3, 0, 0));
        assertEquals(List.of(), flatAfterStep200(watch));
    }

    @Test
    void withoutAPlanNothingIsSaid() {
        assertEquals(List.of(), flatAfterStep200(new Watch()));
    }
}
