package io.github.descentry.fit;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * What the last refit left behind: the distribution of the final value, and how it hangs together
 * with the level at the last closed bin. Immutable.
 *
 * @param known whether there was a refit
 * @param end distribution of the final value
 * @param logStep ln step of the last closed bin
 * @param level expected value there
 * @param slope expected change per ln step there
 * @param variance of the level
 * @param covariance of level and final value
 * @param endVariance variance of the final value, as far as the fit's own parameters make it
 * @param limit value after endless progress at the present rate
 * @param exponent α
 * @param annealingWorth what decays still to come take off
 * @param logarithmic weight of the laws on the logarithmic scale
 */
record Posterior(
        boolean known,
        QuantileCurve end,
        double logStep,
        double level,
        double slope,
        double variance,
        double covariance,
        double endVariance,
        double limit,
        double exponent,
        double annealingWorth,
        double logarithmic) {

    static final Posterior NONE =
            new Posterior(
                    false,
                    new QuantileCurve(new double[QuantileCurve.PROBABILITIES.length]),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0);

    static Posterior of(Refit.Answer answer, double logStep) {
        return new Posterior(
                true,
                answer.distributions[0],
                logStep,
                answer.levelNow,
                answer.slopeNow,
                answer.varianceNow,
                answer.covariance,
                answer.varianceEnd,
                answer.limit,
                answer.exponent,
                answer.annealingWorth,
                answer.logarithmic);
    }

    /**
     * The final value given also the open bin: level and final value are taken as jointly normal.
     *
     * @param sketch whose open bin is the news
     * @param noise standard deviation of a single value
     * @param stretch see {@link Calibration}
     * @param least a value the metric cannot go below
     * @param most a value the metric cannot go above
     */
    QuantileCurve conditioned(
            Sketch sketch, double noise, double stretch, double least, double most) {
        if (sketch.freshCount() <= 0) {
            return end.moved(0, stretch, least, most);
        }
        double ahead = Math.max(0, sketch.openLogStep() - logStep);
        double expected = level + slope * ahead;
        double drift = Grid.DRIFTS[Grid.DRIFTS.length - 1] * slope;
        double news =
                variance + drift * drift * ahead + noise * noise / sketch.freshCount() + 1e-18;
        double gain = covariance / news;
        double left = 1 - covariance * gain / Math.max(endVariance, 1e-18);
        double narrower = Math.sqrt(Math.min(1, Math.max(0.25, left)));
        double surprise = sketch.freshMean() - expected;
        return end.moved(gain * surprise, stretch * narrower, least, most);
    }

    String law() {
        return logarithmic > 0.5 ? "log_power_annealing" : "power_annealing";
    }

    void write(StateWriter out) {
        out.writeBoolean(known);
        if (!known) {
            return;
        }
        end.write(out);
        out.writeDouble(logStep);
        out.writeDouble(level);
        out.writeDouble(slope);
        out.writeDouble(variance);
        out.writeDouble(covariance);
        out.writeDouble(endVariance);
        out.writeDouble(limit);
        out.writeDouble(exponent);
        out.writeDouble(annealingWorth);
        out.writeDouble(logarithmic);
    }

    static Posterior read(StateReader in) {
        if (!in.readBoolean()) {
            return NONE;
        }
        return new Posterior(
                true,
                QuantileCurve.read(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
