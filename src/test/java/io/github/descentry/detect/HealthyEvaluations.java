package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import java.util.Optional;
import java.util.Random;

/** Validation losses beside a training loss that falls by a fifth each 1,000 steps. */
final class HealthyEvaluations {

    static final long STEPS = 10_000;

    private HealthyEvaluations() {}

    /** What watches such a loss, and in it what watches the training loss. */
    static Watch watch() {
        Watch validation = new Watch().plan(STEPS);
        validation.split = Split.VALIDATION;
        validation.training = Optional.of(new Watch().plan(STEPS));
        return validation;
    }

    static Watch run(Watch validation, Random random, double... evaluations) {
        long every = STEPS / evaluations.length;
        for (int i = 0; i < evaluations.length; i++) {
            long end = (i + 1) * every;
            if (validation.training.isPresent()) {
                Watch training = (Watch) validation.training.get();
                for (long step = i * every + every / 20; step <= end; step += every / 20) {
                    double fall = 3 * Math.pow(0.8, step / 1_000.0);
                    training.report(step, fall + 0.02 * random.nextGaussian());
                }
            }
            validation.report(end, evaluations[i]);
        }
        return validation;
    }

    /**
     * How many of so many healthy runs are told to over-fit: runs whose validation loss falls as
     * well, with noise of 0.2 to 2 % that is correlated from one evaluation to the next.
     */
    static int told(int runs, int evaluations, double correlation, long seed) {
        Random random = new Random(seed);
        int told = 0;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[evaluations];
            double deviation = 0.002 + 0.018 * random.nextDouble();
            double noise = random.nextGaussian();
            for (int i = 0; i < evaluations; i++) {
                double fall = Math.pow(1 + 20.0 * i / evaluations, -0.5);
                values[i] = 2 * (1 + fall) * (1 + deviation * noise);
                noise =
                        correlation * noise
                                + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            Watch watch = watch();
            watch.fitted = false;
            ((Watch) watch.training.orElseThrow()).fitted = false;
            told += run(watch, random, values).turns(Kind.OVERFIT).contains(Status.OPENED) ? 1 : 0;
        }
        return told;
    }
}
