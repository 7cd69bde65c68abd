package io.github.descentry.detect;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** Loss curves of the tests: a power law with the noises that real runs have. */
enum Curves {
    /** Independent normal noise. */
    NORMAL {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }
    },
    /** Student's t with 3 degrees of freedom, scaled to unit variance: outliers are common. */
    HEAVY_TAILED {
        @Override
        DoubleSupplier noise(Random random) {
            return () -> {
                double chi = 0;
                for (int i = 0; i < 3; i++) {
                    double x = random.nextGaussian();
                    chi += x * x;
                }
                return random.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
            };
        }
    },
    /** Each noise keeps seven tenths of the one before: logs that are smoothed. */
    CORRELATED {
        @Override
        DoubleSupplier noise(Random random) {
            double[] last = new double[1];
            return () -> {
                last[0] = 0.7 * last[0] + Math.sqrt(1 - 0.49) * random.nextGaussian();
                return last[0];
            };
        }
    };

    static final long EVERY = 10;

    abstract DoubleSupplier noise(Random random);

    /** Losses reported every {@value #EVERY} steps, the first at step 0. */
    double[] losses(long seed, int reports, double noise) {
        DoubleSupplier noises = noise(new Random(seed));
        double[] losses = new double[reports];
        for (int i = 0; i < reports; i++) {
            losses[i] = level(i * EVERY) + noise * noises.getAsDouble();
        }
        return losses;
    }

    static double level(long step) {
        return 2.5 + 6 * Math.pow(1 + step / 10.0, -0.45);
    }
}
