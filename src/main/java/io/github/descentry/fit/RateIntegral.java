package io.github.descentry.fit;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * The learning rate summed up: progress x and annealing d, moved forward piece by piece. Mutable,
 * one writer, five numbers.
 *
 * <p>x is the sum of the rate over the steps in units of its peak. d follows {@code 1 − rate/peak}
 * with a lag, as a network takes some steps to settle after its rate has fallen; this is the S₂ of
 * Tissue et al. 2024 (arXiv 2408.11029, eq. 1) divided by what a full decay brings, with the lag in
 * place of their λ = 0.999: a share of the run instead of a number of steps, as runs here have from
 * ten to a million steps. A rising rate (warm-up) does not count as annealing.
 */
final class RateIntegral {

    private double sum;
    private double peak;
    private double annealing;
    private double rate;
    private boolean started;

    /** The share that settles in so many steps, mostly those of the report before; not stored. */
    private double settled;

    private double settledSteps = Double.NaN;
    private double settledLag = Double.NaN;

    RateIntegral copy() {
        RateIntegral copy = new RateIntegral();
        copy.sum = sum;
        copy.peak = peak;
        copy.annealing = annealing;
        copy.rate = rate;
        copy.started = started;
        return copy;
    }

    /**
     * Moves on.
     *
     * @param steps how many steps
     * @param newRate rate at the end of them; between, a straight line
     * @param lag steps that annealing takes to settle
     */
    void add(double steps, double newRate, double lag) {
        double from = started ? rate : newRate;
        sum += steps * 0.5 * (from + newRate);
        started = true;
        rate = newRate;
        peak = Math.max(peak, newRate);
        double target = peak > 0 ? 1 - newRate / peak : 0;
        if (steps != settledSteps || lag != settledLag) {
            settledSteps = steps;
            settledLag = lag;
            settled = lag > 0 ? -Math.expm1(-steps / lag) : 1;
        }
        annealing += settled * (target - annealing);
    }

    /** Progress in steps at peak rate. */
    double progress() {
        return peak > 0 ? sum / peak : 0;
    }

    /** Annealing, 0 to 1. */
    double annealing() {
        return annealing;
    }

    /** Latest rate in units of the peak; 1 before the first. */
    double share() {
        return peak > 0 ? rate / peak : 1;
    }

    /** The run goes back to an earlier step, of which only its share of the way is known. */
    void rewind(double share) {
        sum *= share;
    }

    void write(StateWriter out) {
        out.writeDouble(sum);
        out.writeDouble(peak);
        out.writeDouble(annealing);
        out.writeDouble(rate);
        out.writeBoolean(started);
    }

    static RateIntegral read(StateReader in) {
        RateIntegral integral = new RateIntegral();
        integral.sum = in.readDouble();
        integral.peak = in.readDouble();
        integral.annealing = in.readDouble();
        integral.rate = in.readDouble();
        integral.started = in.readBoolean();
        return integral;
    }
}
