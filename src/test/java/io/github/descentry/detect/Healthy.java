package io.github.descentry.detect;

import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Healthy loss curves with every kind of noise that is known of real ones: a power law, reported
 * every {@value Curves#EVERY} steps, on which nothing ever happens.
 */
enum Healthy {
    NORMAL {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }
    },
    LAPLACE {
        @Override
        DoubleSupplier noise(Random random) {
            return () ->
                    Math.log(1 - random.nextDouble())
                            * (random.nextBoolean() ? 1 : -1)
                            / Math.sqrt(2);
        }
    },
    STUDENT_4 {
        @Override
        DoubleSupplier noise(Random random) {
            return student(random, 4);
        }
    },
    STUDENT_3 {
        @Override
        DoubleSupplier noise(Random random) {
            return student(random, 3);
        }
    },
    /** One report in a hundred is five times as noisy. */
    OUTLIERS {
        @Override
        DoubleSupplier noise(Random random) {
            return () -> random.nextGaussian() * (random.nextInt(100) == 0 ? 5 : 1);
        }
    },
    CORRELATED_50 {
        @Override
        DoubleSupplier noise(Random random) {
            return correlated(random, 0.5);
        }
    },
    CORRELATED_80 {
        @Override
        DoubleSupplier noise(Random random) {
            return correlated(random, 0.8);
        }
    },
    CORRELATED_90 {
        @Override
        DoubleSupplier noise(Random random) {
            return correlated(random, 0.9);
        }
    },
    CORRELATED_95 {
        @Override
        DoubleSupplier noise(Random random) {
            return correlated(random, 0.95);
        }
    },
    /** The rate falls, and the noise with it. */
    SHRINKING {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }

        @Override
        double size(double share) {
            return 2 * (1 - 0.95 * share);
        }
    },
    /** The rate is cut to a third twice; the loss drops, and the noise with it. */
    CUTS {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }

        @Override
        double size(double share) {
            return share < 0.5 ? 1 : share < 0.75 ? 0.33 : 0.11;
        }

        @Override
        double drop(double share) {
            return share < 0.5 ? 0 : share < 0.75 ? 0.3 : 0.4;
        }
    },
    /** Noise that doubles over the run, as where ever smaller batches are averaged. */
    GROWING {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }

        @Override
        double size(double share) {
            return 0.6 * (1 + share);
        }
    },
    /** Logged with a resolution of one and a half noises. */
    QUANTISED {
        @Override
        DoubleSupplier noise(Random random) {
            return random::nextGaussian;
        }

        @Override
        double logged(double loss, double noise) {
            return 1.5 * noise * Math.rint(loss / (1.5 * noise));
        }
    };

    /** Noise of unit size. */
    abstract DoubleSupplier noise(Random random);

    /** Size of the noise after a share of the run. */
    double size(double share) {
        return 1;
    }

    /** How much lower than the power law the loss is by then. */
    double drop(double share) {
        return 0;
    }

    double logged(double loss, double noise) {
        return loss;
    }

    double[] losses(long seed, int reports, double noise) {
        DoubleSupplier noises = noise(new Random(seed));
        double[] losses = new double[reports];
        for (int i = 0; i < reports; i++) {
            double share = (double) i / reports;
            double level = Curves.level(i * Curves.EVERY) - drop(share);
            losses[i] = logged(level + noise * size(share) * noises.getAsDouble(), noise);
        }
        return losses;
    }

    /** Whether it differs from the others in its noise, not in what else becomes of the curve. */
    boolean steady() {
        return compareTo(SHRINKING) < 0;
    }

    /**
     * Gradient norms around 1.
     *
     * @param deviation of their logarithms
     */
    double[] norms(long seed, int reports, double deviation) {
        DoubleSupplier noises = noise(new Random(seed));
        double[] norms = new double[reports];
        for (int i = 0; i < reports; i++) {
            norms[i] = Math.exp(deviation * noises.getAsDouble());
        }
        return norms;
    }

    /**
     * Teeth of a saw: the loss falls, and what is logged is its mean over the epoch so far, which
     * starts anew.
     *
     * @param epoch reports per epoch
     * @param noise of a batch, as a share of its loss
     */
    static double[] means(long seed, int reports, int epoch, double noise) {
        Random batches = new Random(seed);
        double[] means = new double[reports];
        double sum = 0;
        for (int i = 0; i < reports; i++) {
            sum = i % epoch == 0 ? 0 : sum;
            sum += Curves.level(i * Curves.EVERY) * (1 + noise * batches.nextGaussian());
            means[i] = sum / (i % epoch + 1);
        }
        return means;
    }

    private static DoubleSupplier student(Random random, int freedom) {
        double deviation = Math.sqrt(freedom / (freedom - 2.0));
        return () -> {
            double chi = 0;
            for (int i = 0; i < freedom; i++) {
                double x = random.nextGaussian();
                chi += x * x;
            }
            return random.nextGaussian() / Math.sqrt(chi / freedom) / deviation;
        };
    }

    private static DoubleSupplier correlated(Random random, double correlation) {
        double[] last = {random.nextGaussian()};
        return () -> {
            last[0] =
                    correlation * last[0]
                            + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return last[0];
        };
    }
}
