package io.github.descentry.fit;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Plan;
import java.util.Random;

/** Seeded runs with known parameters: L = E + A·x^(−α) − C·d plus noise. Test data only. */
final class Simulation {

    final Plan plan;
    final double limit;
    final double amplitude;
    final double exponent;
    final double worth;
    final double noise;
    private final Random random;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        random = new Random(seed);
        limit = 1.8 + 1.2 * random.nextDouble();
        exponent = 0.3 + 0.4 * random.nextDouble();
        amplitude = (1 + random.nextDouble()) * Math.pow(100, exponent);
        worth = Math.max(0, (0.05 + 0.03 * random.nextGaussian()) * limit);
        noise = 0.01 + 0.04 * random.nextDouble();
    }

    double exact(double progress, double annealing) {
        return limit + amplitude * Math.pow(progress, -exponent) - worth * annealing;
    }

    double noisy(double exact) {
        return exact + noise * random.nextGaussian();
    }

    /** The true final level: the curve without noise at the middle of the last twentieth. */
    double end() {
        Progress progress = new Progress();
        progress.plan(plan);
        progress.advance(
                Math.round(Progress.FINAL_SHARE * plan.totalSteps().getAsLong()), Double.NaN);
        return exact(progress.measured(), progress.annealing());
    }

    /** A fit that has seen a share of the run, every {@code stride} steps. */
    Seen seen(double share, long stride) {
        Seen seen = new Seen(plan);
        long until = Math.round(share * plan.totalSteps().getAsLong());
        for (long step = stride; step <= until; step += stride) {
            seen.progress.advance(step, Double.NaN);
            seen.fit.observe(
                    seen.progress,
                    noisy(exact(seen.progress.measured(), seen.progress.annealing())));
        }
        return seen;
    }

    /** A fit and its progress. */
    static final class Seen {
        final Progress progress = new Progress();
        final CurveFit fit = new CurveFit(Goal.MINIMIZE);

        Seen(Plan plan) {
            progress.plan(plan);
        }

        Distribution forecast() {
            return fit.estimate(progress).orElseThrow().distribution();
        }
    }
}
