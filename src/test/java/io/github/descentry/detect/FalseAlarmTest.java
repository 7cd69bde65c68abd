package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The false-alarm rate is a designed number: on healthy curves, whatever their noise, at most one
 * opening of any kind in 10,000 reports. The noises here go beyond the floors (5 % of the loss for
 * spikes), which keep quieter curves silent by themselves.
 */
class FalseAlarmTest {

    private static final int CURVES = 100;
    private static final int REPORTS = 2000;
    private static final double DESIGNED = 1 / 10_000.0;

    @ParameterizedTest(name = "{0} noise of {1}")
    @CsvSource({
        "NORMAL, 0.02",
        "NORMAL, 0.3",
        "HEAVY_TAILED, 0.02",
        "HEAVY_TAILED, 0.3",
        "CORRELATED, 0.02",
        "CORRELATED, 0.3"
    })
    void alarmsOnHealthyCurvesAreAsRareAsDesigned(Curves curves, double noise) {
        long alarms = 0;
        for (long seed = 1; seed <= CURVES; seed++) {
            Watch watch = new Watch().plan(REPORTS * Curves.EVERY);
            watch.fitted = false;
            double[] losses = curves.losses(1000 + seed, REPORTS, noise);
            for (int i = 0; i < REPORTS; i++) {
                watch.report(i * Curves.EVERY, losses[i]);
            }
            alarms += watch.turns.stream().filter(it -> it.status() == Status.OPENED).count();
        }
        double expected = DESIGNED * CURVES * REPORTS;
        assertTrue(alarms <= expected, "openings=" + alarms + " designed=" + expected);
    }
}
