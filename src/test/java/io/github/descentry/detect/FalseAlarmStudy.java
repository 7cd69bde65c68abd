package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.Locale;

/**
 * False openings per million healthy reports, observed on simulated curves against the setting; a
 * study to be run by hand, no test. Arguments: curves per noise and setting, {@code floors} to keep
 * the absolute floors.
 */
final class FalseAlarmStudy {

    private static final int REPORTS = 2000;
    private static final double[] SETTINGS = {2, 20, 200, 2000};

    private FalseAlarmStudy() {}

    public static void main(String[] arguments) {
        int curves = Integer.parseInt(arguments[0]);
        boolean floors = arguments.length > 1 && arguments[1].equals("floors");
        boolean fitted = arguments.length > 2 && arguments[2].equals("fitted");
        System.out.println("per million reports: spikes+divergences (notes)");
        for (Healthy healthy : Healthy.values()) {
            StringBuilder line = new StringBuilder(String.format("%-14s", healthy));
            for (double setting : SETTINGS) {
                line.append(observe(healthy, config(setting, floors), curves, 0.1, fitted));
            }
            System.out.println(line);
        }
    }

    /** With the setting; floors are what an excess has to be in absolute terms. */
    static DetectConfig config(double falseAlarmsPerMillion, boolean floors) {
        DetectConfig config = DetectConfig.DEFAULT.with(new FalseAlarms(falseAlarmsPerMillion));
        SpikeConfig spike = config.spike();
        DivergenceConfig divergence = config.divergence();
        return floors
                ? config
                : config.with(
                                new SpikeConfig(
                                        spike.warmupReports(),
                                        spike.warmupShare(),
                                        0,
                                        0,
                                        spike.singleShare(),
                                        spike.bandNoises(),
                                        spike.resolveAfter(),
                                        spike.recoveryShare(),
                                        spike.recoveryReports()))
                        .with(
                                new DivergenceConfig(
                                        divergence.warmupReports(),
                                        divergence.warmupShare(),
                                        0,
                                        0,
                                        0,
                                        divergence.strayFactor(),
                                        divergence.slack(),
                                        divergence.factor(),
                                        divergence.recoveryShare(),
                                        divergence.recoveryReports()));
    }

    private static String observe(
            Healthy healthy, DetectConfig config, int curves, double noise, boolean fitted) {
        long spikes = 0;
        long divergences = 0;
        long notes = 0;
        for (long seed = 1; seed <= curves; seed++) {
            Watch watch = watch(healthy.losses(seed, REPORTS, noise), config, fitted);
            spikes += alarms(watch, Kind.SPIKE);
            divergences += alarms(watch, Kind.DIVERGENCE);
            notes += watch.turns(Kind.SPIKE).stream().filter(it -> it == Status.OPENED).count();
        }
        double million = 1e6 / curves / REPORTS;
        return String.format(
                Locale.ROOT,
                "%8.1f+%-7.1f(%.1f)",
                spikes * million,
                divergences * million,
                notes * million);
    }

    static Watch watch(double[] losses, DetectConfig config, boolean fitted) {
        Watch watch = new Watch().plan(losses.length * Curves.EVERY);
        watch.fitted = fitted;
        watch.config = config;
        for (int i = 0; i < losses.length; i++) {
            watch.report(i * Curves.EVERY, losses[i]);
        }
        return watch;
    }

    /** Anomalies of a kind that were a warning or worse when they opened or became one. */
    static long alarms(Watch watch, Kind kind) {
        return watch.turns.stream()
                .filter(it -> it.kind() == kind && it.severity() == Severity.WARNING)
                .filter(it -> it.status() == Status.OPENED || it.status() == Status.ESCALATED)
                .count();
    }
}
