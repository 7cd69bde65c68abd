package io.github.descentry.fit;

import io.github.descentry.events.Goal;
import io.github.descentry.state.SettledPart;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fit of one curve, brought up to date at every value in constant time and memory. Mutable, one
 * writer.
 *
 * <p>A value goes to three places: the {@link Tracker}, which says how surprising it is; the open
 * bin of the {@link Sketch}; and, by its bin's mean, the forecast. When a bin closes (each 8 % of
 * the run so far) the {@link Refit} looks at all bins anew. Between two refits the posterior is
 * held as the joint normal distribution of the level now and the final value, and conditioned on
 * the open bin: a few multiplications.
 */
public final class CurveFit {

    /** Finite values before there is a forecast. */
    static final int LEAST_POINTS = 3;

    /** Values beyond are no losses any more; their squares would drown all that is learned. */
    private static final double LARGEST = 1e15;

    private static final double OPEN_HORIZON = 2;

    /** Times the present step at which the next refit will come. */
    private static final double SOON = Math.exp(Sketch.WIDTH);

    private final Goal goal;
    private Tracker tracker = new Tracker();
    private Sketch sketch = new Sketch();
    private Calibration calibration = new Calibration();
    private Posterior posterior = Posterior.NONE;
    private final SettledPart settled = new SettledPart();
    private double firstStep = Double.NaN;
    private double shift;
    private int planVersion;
    private boolean positive = true;
    private boolean atMostOne = true;

    public CurveFit(Goal goal) {
        this.goal = goal;
    }

    /**
     * Takes a value at the present progress.
     *
     * @param progress already advanced to the checkpoint of the value
     * @param value may be non-finite or absurdly large: then nothing is learned from it
     */
    public Innovation observe(Progress progress, double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            return new Innovation(value, Double.NaN, Double.NaN, Double.NaN, tracker.points());
        }
        settleShift(progress);
        positive &= value > 0;
        atMostOne &= value >= 0 && value <= 1;
        double step = Math.max(progress.step() + shift, 0.5);
        double logStep = Math.log(step);
        double scale = tracker.scale();
        boolean judgeable = tracker.judgeable();
        double seen = tracker.observe(value, logStep, posterior.slope());
        double expected = tracker.expected();
        if (planVersion != progress.planVersion()) {
            planVersion = progress.planVersion();
            sketch.remap(progress, shift);
        }
        calibration.arrive(logStep, tracker.level());
        double x = progress.rateKnown() ? progress.measured() : step;
        if (x <= 0) {
            // Before the first step at a rate above zero nothing was learned, so nothing is fitted.
            return innovation(value, expected, scale, judgeable);
        }
        if (sketch.add(step, logStep, x, progress.annealing(), seen) && sketch.size() >= 2) {
            refit(progress);
        }
        return innovation(value, expected, scale, judgeable);
    }

    private Innovation innovation(double value, double expected, double scale, boolean judgeable) {
        double z = judgeable ? (value - expected) / scale : Double.NaN;
        return new Innovation(value, expected, scale, z, tracker.points());
    }

    /**
     * Steps are counted from half a reporting interval before the first where a run starts at 0: ln
     * 0 says nothing, and a first step of 1 that is followed by 1,000 says too much.
     */
    private void settleShift(Progress progress) {
        double step = progress.step();
        if (Double.isNaN(firstStep)) {
            firstStep = step;
        } else if (shift == 0 && tracker.points() == 1 && step > firstStep) {
            double gap = step - firstStep;
            if (firstStep < 0.5 * gap) {
                shift = 0.5 * gap;
                sketch.shift(shift);
            }
        }
    }

    private void refit(Progress progress) {
        double step = progress.step();
        double end = endStep(progress);
        double logStep = Math.log(Math.max(step + shift, 0.5));
        boolean noting = calibration.due(logStep);
        double[] horizons = noting ? horizons(progress) : new double[0];
        Sketch.Bins bins = sketch.take();
        Refit refit = new Refit(bins, progress, shift, goal, tracker.noise(), tracker.logNoise());
        double soon = Math.min(end, (step + shift) * SOON - shift);
        Refit.Answer answer = refit.at(end, soon, horizons, path(step, end));
        if (!Double.isFinite(answer.end.median())) {
            // Nothing weighs anything under such numbers: the last answer stands.
            return;
        }
        for (int i = 0; i < horizons.length; i++) {
            calibration.note(i, logStep, answer.horizons[i]);
        }
        if (noting) {
            calibration.noted(logStep);
        }
        settled.unsettle();
        posterior = Posterior.of(answer, Math.log(bins.step()[bins.size() - 1]));
    }

    private static double[] path(double step, double end) {
        double[] steps = new double[Posterior.PATH];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = step + (end - step) * (i + 1) / steps.length;
        }
        return steps;
    }

    private double[] horizons(Progress progress) {
        double step = progress.step() + shift;
        int count = 0;
        double[] steps = new double[Calibration.HORIZONS.length];
        for (double horizon : Calibration.HORIZONS) {
            double at = step * horizon - shift;
            if (progress.planned() && at > progress.length()) {
                break;
            }
            steps[count++] = at;
        }
        return Arrays.copyOf(steps, count);
    }

    private double endStep(Progress progress) {
        double step = progress.step();
        return progress.planned()
                ? Math.max(step, Progress.FINAL_SHARE * progress.length())
                : OPEN_HORIZON * Math.max(1, step);
    }

    /**
     * The run goes on from an earlier step: what was learned before that step stays.
     *
     * @param toStep the step it goes on from
     */
    public void restart(long toStep) {
        double step = Math.max(toStep + shift, 0.5);
        sketch.rewind(step);
        calibration.rewind(Math.log(step));
        tracker.restart();
    }

    /** The fitted value at the present step; NaN until there is a fit. */
    public double smoothed(Progress progress) {
        return tracker.level();
    }

    /** The forecast for the planned end, or twice the progress; absent until enough was seen. */
    public Optional<CurveEstimate> estimate(Progress progress) {
        if (tracker.points() < LEAST_POINTS) {
            return Optional.empty();
        }
        if (!posterior.known()) {
            return Optional.empty();
        }
        double end = endStep(progress);
        double step = Math.max(progress.step() + shift, 0.5);
        double stretch = calibration.stretch(Math.log(Math.max(end + shift, step) / step));
        double least = positive ? 0 : Double.NEGATIVE_INFINITY;
        double most = atMostOne && goal == Goal.MAXIMIZE ? 1 : Double.POSITIVE_INFINITY;
        QuantileCurve distribution =
                posterior.conditioned(sketch, tracker.noise(), stretch, least, most);
        return Optional.of(
                new CurveEstimate(
                        progress.planned() ? Math.max(progress.length(), progress.step()) : end,
                        progress.planned(),
                        distribution,
                        posterior.limit(),
                        posterior.exponent(),
                        posterior.annealingWorth() * goal.sign(),
                        posterior.law()));
    }

    /**
     * The step at which a target is expected to be reached; absent without a forecast or if it is
     * not expected by the end of the forecast.
     */
    public OptionalLong stepReaching(Progress progress, double target) {
        double level = tracker.level();
        if (!posterior.known() || Double.isNaN(target)) {
            return OptionalLong.empty();
        }
        if (goal.sign() * (level - target) <= 0) {
            return OptionalLong.of(progress.step());
        }
        double from = Math.max(0, Math.exp(posterior.logStep()) - shift);
        double end = endStep(progress);
        double share = posterior.reaches(target, goal.sign());
        return Double.isNaN(share)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.max(progress.step(), Math.round(from + share * (end - from))));
    }

    public Goal goal() {
        return goal;
    }

    public void write(StateWriter out) {
        out.writeByte(goal.ordinal());
        out.writeDouble(firstStep);
        out.writeDouble(shift);
        out.writeInt(planVersion);
        out.writeBoolean(positive);
        out.writeBoolean(atMostOne);
        tracker.write(out);
        sketch.write(out);
        calibration.write(out);
        settled.write(out, posterior::write);
    }

    public static CurveFit read(StateReader in) {
        CurveFit fit = new CurveFit(Goal.values()[in.readByte()]);
        fit.firstStep = in.readDouble();
        fit.shift = in.readDouble();
        fit.planVersion = in.readInt();
        fit.positive = in.readBoolean();
        fit.atMostOne = in.readBoolean();
        fit.tracker = Tracker.read(in);
        fit.sketch = Sketch.read(in);
        fit.calibration = Calibration.read(in);
        fit.posterior = Posterior.read(in);
        return fit;
    }
}
