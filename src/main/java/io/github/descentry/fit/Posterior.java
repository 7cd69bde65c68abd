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
 * @param untested share of the final value's variance that decays to come make: no forecast of this
 *     run that has come due tells of it
 * @param path expected values on the way to the end, see {@link #PATH}
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
        double logarithmic,
        double untested,
        double[] path) {

    /** Points of the path from the last refit to the end, equally far apart in steps. */
    static final int PATH = 8;

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
                    0,
                    0,
                    new double[PATH]);

    static Posterior of(Refit.Answer answer, double logStep) {
        return new Posterior(
                true,
                answer.end,
                logStep,
                answer.levelNow,
                answer.slopeNow,
                answer.varianceNow,
                answer.covariance,
                answer.varianceEnd,
                answer.limit,
                answer.exponent,
                answer.annealingWorth,
                answer.logarithmic,
                untested(answer),
                rounded(answer.path));
    }

    private static double untested(Refit.Answer answer) {
        double deviation = answer.end.standardDeviation();
        double worth = answer.worthSquare - answer.worthMean * answer.worthMean;
        double share = worth / Math.max(deviation * deviation, 1e-300);
        return Math.min(1, Math.max(0, share));
    }

    /** As the state keeps them, so that a restart changes nothing. */
    private static double[] rounded(double[] path) {
        double[] rounded = new double[path.length];
        for (int i = 0; i < path.length; i++) {
            rounded[i] = (float) path[i];
        }
        return rounded;
    }

    /**
     * The final value given also the open bin: level and final value are taken as jointly normal.
     *
     * @param sketch whose open bin is the news
     * @param noise standard deviation of a single value
     * @param record how the interval is to be stretched by the run's own record, see {@link
     *     Calibration}
     * @param least a value the metric cannot go below
     * @param most a value the metric cannot go above
     */
    QuantileCurve conditioned(
            Sketch sketch, double noise, double record, double least, double most) {
        // A good record so far does not make a decay that is still to come any surer.
        double stretch =
                record < 1 ? Math.sqrt(record * record * (1 - untested) + untested) : record;
        if (sketch.freshCount() <= 0) {
            return end.moved(0, stretch, least, most);
        }
        double ahead = Math.max(0, sketch.freshLogStep() - logStep);
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

    /**
     * The share of the way from the last bin to the end at which a value is expected to be reached;
     * NaN if it is not.
     *
     * @param target the value, beyond the present level
     * @param sign see {@link io.github.descentry.events.Goal#sign()}
     */
    double reaches(double target, int sign) {
        double before = level;
        for (int i = 0; i < PATH; i++) {
            double after = path[i];
            if (sign * (after - target) <= 0) {
                double width = before - after;
                double share = width == 0 ? 0 : (before - target) / width;
                return (i + Math.min(1, Math.max(0, share))) / PATH;
            }
            before = after;
        }
        return Double.NaN;
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
        out.writeDouble(untested);
        for (double value : path) {
            out.writeFloat((float) value);
        }
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
                in.readDouble(),
                in.readDouble(),
                readPath(in));
    }

    private static double[] readPath(StateReader in) {
        double[] path = new double[PATH];
        for (int i = 0; i < PATH; i++) {
            path[i] = in.readFloat();
        }
        return path;
    }
}
