package io.github.descentry.fit;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Plan;
import java.util.Random;

/**
 * Seeded runs with known parameters: L = E + A·x^(−α) − C·d plus noise. C and the measure of
 * progress are drawn from the priors that the fit has of them: only then can its intervals be
 * expected to hold before the run has told.
 */
final class Simulation {

    final Plan plan;
    final double limit;
    final double amplitude;
    final double exponent;
    final double worth;
    final double noise;
    final boolean bySteps;
    private final Random random;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        random = new Random(seed);
        limit = 1.8 + 1.2 * random.nextDouble();
        exponent = 0.3 + 0.4 * random.nextDouble();
        amplitude = (1 + random.nextDouble()) * Math.pow(100, exponent);
        bySteps = random.nextDouble() < 0.35;
        worth = worth();
        noise = 0.01 + 0.04 * random.nextDouble();
    }

    private double worth() {
        WorthPrior prior = WorthPrior.ABOVE_A_FLOOR;
        double left = random.nextDouble();
        int component = 0;
        while (component < WorthPrior.SIZE - 1 && left > Math.exp(prior.logWeight(component))) {
            left -= Math.exp(prior.logWeight(component));
            component++;
        }
        double share = prior.mean(component) + prior.deviation(component) * random.nextGaussian();
        return Math.min(0.5, Math.max(0, share)) * limit;
    }

    private double exact(Progress progress) {
        double x = bySteps ? progress.step() : progress.measured();
        Scenario scenario = new Scenario(1, Scenario.Shape.DECLARED, bySteps);
        return exact(x, scenario.felt(progress.annealing()));
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
        return exact(progress);
    }

    /** A fit that has seen a share of the run, every {@code stride} steps. */
    Seen seen(double share, long stride) {
        Seen seen = new Seen(plan);
        long until = Math.round(share * plan.totalSteps().getAsLong());
        for (long step = stride; step <= until; step += stride) {
            seen.progress.advance(step, Double.NaN);
            seen.fit.observe(seen.progress, noisy(exact(seen.progress)));
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
