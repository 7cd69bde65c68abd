package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that are none, for good, once, or on and off. */
class NonFiniteTest {

    private final Watch watch = new Watch();
    private long step;

    private List<Status> after(double... losses) {
        for (double loss : losses) {
            watch.report(step += 10, loss);
        }
        return watch.turns(Kind.NON_FINITE);
    }

    @Test
    void oneSkippedStepIsAWarningThatIsSoonOver() {
        assertEquals(
                List.of(Status.OPENED, Status.RECOVERING, Status.RESOLVED),
                after(2, 2, Double.NaN, 2, 2, 2, 2));
        assertEquals(Severity.WARNING, watch.turns.get(2).severity());
    }

    @Test
    void everyOtherReportLostIsARunLostAndIsNotToldAtEveryReport() {
        double[] losses = new double[60];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = i % 2 == 0 ? Double.NaN : 2;
        }
        assertEquals(
                List.of(Status.OPENED, Status.RECOVERING, Status.OPENED, Status.ESCALATED),
                after(losses));
        assertEquals(Severity.CRITICAL, watch.turns.get(3).severity());
        assertTrue(watch.turns.get(3).sentence().contains("in 3 reports"), "" + watch.turns.get(3));
        assertTrue(watch.turns.get(2).sentence().contains("NaN again"), "" + watch.turns.get(2));
        assertEquals(1, watch.turns.stream().map(Turn::firstStep).distinct().count());
    }

    @Test
    void aRecoveryThatIsTakenBackIsCriticalAgain() {
        assertEquals(
                List.of(Status.OPENED, Status.ESCALATED, Status.RECOVERING, Status.ESCALATED),
                after(2, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 2, Double.NaN));
        assertEquals(
                Status.RESOLVED, after(2, 2, 2).get(5), "recovering once more, and over at last");
        assertEquals(
                "loss has been finite again for 3 reports, at 2", watch.turns.get(5).sentence());
    }
}
