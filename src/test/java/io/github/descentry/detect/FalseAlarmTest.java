package io.github.descentry.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.descentry.events.Anomaly.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rate of false alarms is a designed number: on healthy curves, whatever their noise, openings
 * of a warning are at most as frequent as the setting says, and become rarer as it is lowered. The
 * absolute floors, which silence most curves by themselves, are off here. {@link FalseAlarmStudy}
 * prints the rates.
 */
class FalseAlarmTest {

    private static final int CURVES = 60;
    private static final int REPORTS = 2000;

    private static long alarms(Healthy healthy, double setting, int curves, boolean floors) {
        DetectConfig config = FalseAlarmStudy.config(setting, floors);
        long alarms = 0;
        for (long seed = 1; seed <= curves; seed++) {
            double[] losses = healthy.losses(1000 + seed, REPORTS, 0.1);
            Watch watch = FalseAlarmStudy.watch(losses, config, false);
            alarms += FalseAlarmStudy.alarms(watch, Kind.SPIKE);
            alarms += FalseAlarmStudy.alarms(watch, Kind.DIVERGENCE);
        }
        return alarms;
    }

    /** What may be observed where {@code expected} are: two deviations of a Poisson number more. */
    private static double atMost(double expected) {
        return expected + 2 * Math.sqrt(expected) + 1;
    }

    @ParameterizedTest
    @EnumSource(Healthy.class)
    void alarmsAreAtMostAsFrequentAsTheSettingSays(Healthy healthy) {
        for (double setting : new double[] {20, 200, 2000}) {
            long alarms = alarms(healthy, setting, CURVES, false);
            double expected = setting * 1e-6 * CURVES * REPORTS;
            assertTrue(
                    alarms <= atMost(expected),
                    "setting " + setting + " alarms " + alarms + " expected " + expected);
        }
    }

    /** Their own share of the setting, however long the noise remembers. */
    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "CORRELATED_50", "CORRELATED_90", "CORRELATED_95"})
    void divergencesAreAsRareAsTheSettingSaysHoweverCorrelatedTheNoise(Healthy healthy) {
        int curves = 150;
        for (double setting : new double[] {2, 20, 200}) {
            DetectConfig config = FalseAlarmStudy.config(setting, false);
            long alarms = 0;
            for (long seed = 1; seed <= curves; seed++) {
                double[] losses = healthy.losses(seed, REPORTS, 0.1);
                Watch watch = FalseAlarmStudy.watch(losses, config, false);
                alarms += FalseAlarmStudy.alarms(watch, Kind.DIVERGENCE);
            }
            double expected = config.falseAlarms().rise() * curves * REPORTS;
            assertTrue(
                    alarms <= atMost(expected),
                    "setting " + setting + " alarms " + alarms + " expected " + expected);
        }
    }

    /** Where logarithms have wild outliers it is up to three times at the default. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "NORMAL",
                "LAPLACE",
                "STUDENT_4",
                "STUDENT_3",
                "OUTLIERS",
                "CORRELATED_50",
                "CORRELATED_90"
            })
    void explodingGradientsAreAtMostAsFrequentAsTheSettingSays(Healthy healthy) {
        boolean wild = healthy == Healthy.STUDENT_3 || healthy == Healthy.OUTLIERS;
        double reports = 1e-6 * CURVES * REPORTS;
        long few = FalseAlarmStudy.explosions(healthy, 20, CURVES);
        long many = FalseAlarmStudy.explosions(healthy, 2000, CURVES);
        assertTrue(few <= atMost((wild ? 3 : 1) * 20 * reports), "at 20: " + few);
        assertTrue(many <= atMost(2000 * reports), "at 2000: " + many);
        assertTrue(many >= few, "at 2000: " + many + ", at 20: " + few);
    }

    @Test
    void fewerAreAllowedFewerAreRaised() {
        long many = 0;
        long some = 0;
        long few = 0;
        for (Healthy healthy : Healthy.values()) {
            many += alarms(healthy, 2000, 20, false);
            some += alarms(healthy, 200, 20, false);
            few += alarms(healthy, 20, 20, false);
        }
        assertTrue(many >= 3 * some, "at 2000: " + many + ", at 200: " + some);
        assertTrue(some >= few, "at 200: " + some + ", at 20: " + few);
        assertTrue(many > 0, "the setting is what holds them back");
    }

    @ParameterizedTest
    @EnumSource(Healthy.class)
    void theFloorsKeepOrdinaryNoiseSilent(Healthy healthy) {
        long alarms = alarms(healthy, FalseAlarms.DEFAULT.perMillion(), 10, true);
        assertTrue(alarms <= 1, "alarms " + alarms);
    }

    /** Half for single reports, a quarter each for bursts and rises; a note is no alarm. */
    @Test
    void theWaysToAccuseShareWhatIsAllowed() {
        FalseAlarms allowed = new FalseAlarms(100);
        assertEquals(100e-6, allowed.single() + allowed.burst() + allowed.rise(), 1e-15);
        assertEquals(50e-6, allowed.single(), 1e-15);
        assertEquals(25e-6, allowed.rise(), 1e-15);
        assertEquals(25e-6, allowed.note(), 1e-15);
    }
}
