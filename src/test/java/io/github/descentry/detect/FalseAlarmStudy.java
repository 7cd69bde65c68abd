package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Severity;
import io.github.descentry.events.Anomaly.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * False openings observed on simulated healthy runs; a study to be run by hand, no test. It prints
 * the figures of {@code rationale.md} and {@code judgement.md}: spikes and divergences per million
 * reports against the setting, exploding gradients per million norms, and what is told of means
 * over the epoch. Without arguments at the sizes that are given there:
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp 'target/test-classes:target/classes:target/lib/*' io.github.descentry.detect.FalseAlarmStudy
 * </pre>
 *
 * <p>Arguments: curves per noise and setting, and for spikes and divergences {@code floors} to keep
 * the absolute floors, {@code fitted} to hold values against the fit.
 */
final class FalseAlarmStudy {

    private static final int CURVES = 500;
    private static final int REPORTS = 2000;
    private static final double NOISE = 0.1;

    /** Of the logarithms of gradient norms: as noisy as that on small batches. */
    private static final double NORM_DEVIATION = 0.5;

    private static final double[] SETTINGS = {2, 20, 200, 2000};

    /** Reports per epoch, where the mean over the epoch so far is logged. */
    private static final int[] EPOCHS = {20, 50, 100, 364};

    /** Reports of such a run. */
    private static final int MEANS = 1500;

    private static final int RUNS_PER_EPOCH = 40;
    private static final double[] BATCH_NOISES = {0.1, 0.3};

    private static final int RUNS = 1000;
    private static final int[] EVALUATIONS = {3, 10, 30, 100};
    private static final double[] EVALUATION_CORRELATIONS = {0, 0.5};

    /**
     * Alarms on some curves.
     *
     * @param opened spikes that were opened, those that are only noted included
     */
    record Count(long spikes, long divergences, long opened) {

        static final Count NONE = new Count(0, 0, 0);

        Count plus(Watch watch) {
            return new Count(
                    spikes + alarms(watch, Kind.SPIKE),
                    divergences + alarms(watch, Kind.DIVERGENCE),
                    opened + openings(watch, Kind.SPIKE));
        }
    }

    private FalseAlarmStudy() {}

    public static void main(String[] arguments) {
        List<String> asked = List.of(arguments);
        int curves = asked.isEmpty() ? CURVES : Integer.parseInt(asked.get(0));
        losses(curves, asked.contains("floors"), asked.contains("fitted"));
        norms(curves);
        means();
        evaluations();
    }

    private static void losses(int curves, boolean floors, boolean fitted) {
        print(
                "Losses, noise %s, %s the absolute floors, against %s:",
                NOISE, floors ? "with" : "without", fitted ? "the fit" : "their own level");
        print("spikes + divergences (spikes with notes) per million reports");
        printHead(curves);
        for (Healthy healthy : Healthy.values()) {
            StringBuilder line = new StringBuilder();
            for (double setting : SETTINGS) {
                DetectConfig config = config(setting, floors);
                Count count = Count.NONE;
                for (long seed = 1; seed <= curves; seed++) {
                    double[] losses = healthy.losses(seed, REPORTS, NOISE);
                    count = count.plus(watch(losses, config, fitted));
                }
                String cell =
                        perMillion(count.spikes(), curves)
                                + " + "
                                + perMillion(count.divergences(), curves)
                                + " ("
                                + perMillion(count.opened(), curves)
                                + ")";
                line.append(String.format("%24s", cell));
            }
            print("%-14s%s", healthy, line);
        }
    }

    private static void norms(int curves) {
        print("%nGradient norms, deviation of logarithms %s, with their factors:", NORM_DEVIATION);
        print("explosions per million norms");
        printHead(curves);
        for (Healthy healthy : Healthy.values()) {
            if (healthy.steady()) {
                StringBuilder line = new StringBuilder();
                for (double setting : SETTINGS) {
                    long explosions = explosions(healthy, setting, curves);
                    line.append(String.format("%24s", perMillion(explosions, curves)));
                }
                print("%-14s%s", healthy, line);
            }
        }
    }

    private static void means() {
        int runs = EPOCHS.length * RUNS_PER_EPOCH;
        print("%nMeans over the epoch so far, settings as delivered:");
        print("%d reports a run, epochs of %s reports", MEANS, Arrays.toString(EPOCHS));
        print("seeds 1 to %d for each, %d runs for each noise", RUNS_PER_EPOCH, runs);
        for (double noise : BATCH_NOISES) {
            Count count = means(RUNS_PER_EPOCH, noise);
            print(
                    "batch noise %s: %d spikes, %.3f a run; %d divergences, %.3f a run",
                    noise,
                    count.spikes(),
                    (double) count.spikes() / runs,
                    count.divergences(),
                    (double) count.divergences() / runs);
        }
    }

    private static void evaluations() {
        print("%nRuns of so many evaluations that are told to over-fit, of %d, seed 1:", RUNS);
        for (double correlation : EVALUATION_CORRELATIONS) {
            StringBuilder line = new StringBuilder();
            for (int evaluations : EVALUATIONS) {
                int told = HealthyEvaluations.told(RUNS, evaluations, correlation, 1);
                line.append(String.format(Locale.ROOT, "  %d: %d", evaluations, told));
            }
            print("correlation %s%s", correlation, line);
        }
    }

    private static void printHead(int curves) {
        print(
                "%d reports a curve, seeds 1 to %d, %d reports for each noise and setting",
                REPORTS, curves, REPORTS * curves);
        StringBuilder head = new StringBuilder();
        for (double setting : SETTINGS) {
            head.append(String.format(Locale.ROOT, "%24.0f", setting));
        }
        print("%-14s%s", "setting", head);
    }

    private static String perMillion(long openings, int curves) {
        return String.format(Locale.ROOT, "%.1f", openings * 1e6 / curves / REPORTS);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
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

    /** What is told of runs that log means over their epochs, by the settings as delivered. */
    static Count means(int runsPerEpoch, double noise) {
        Count count = Count.NONE;
        for (int epoch : EPOCHS) {
            for (long seed = 1; seed <= runsPerEpoch; seed++) {
                double[] means = Healthy.means(seed, MEANS, epoch, noise);
                count = count.plus(watch(means, DetectConfig.DEFAULT, true));
            }
        }
        return count;
    }

    /** Openings on gradient norms whose logarithms have such noise. */
    static long explosions(Healthy healthy, double setting, int curves) {
        DetectConfig config = DetectConfig.DEFAULT.with(new FalseAlarms(setting));
        long explosions = 0;
        for (long seed = 1; seed <= curves; seed++) {
            RunWatch watch = new RunWatch().plan(REPORTS);
            watch.config = config;
            long step = 0;
            for (double norm : healthy.norms(seed, REPORTS, NORM_DEVIATION)) {
                watch.report(++step, 1, "grad_norm", norm);
            }
            explosions += openings(watch, Kind.GRAD_EXPLOSION);
        }
        return explosions;
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

    private static long openings(TurnLog log, Kind kind) {
        return log.turns(kind).stream().filter(it -> it == Status.OPENED).count();
    }
}
