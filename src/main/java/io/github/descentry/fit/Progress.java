package io.github.descentry.fit;

import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.Plan;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a run has come, in units that curves fall in: shared by all curves of the run. Mutable,
 * one writer, constant size and constant time.
 *
 * <p>A declared schedule goes before reported rates: it is what lets a forecast see the decay that
 * is still to come. Where only rates are reported, what follows is inferred from them.
 */
public final class Progress {

    /** The final value is the level over the last twentieth of the run: a person's reading. */
    static final double FINAL_SHARE = 0.975;

    /** Steps that annealing takes to settle, as a share of the run. */
    private static final double LAG_SHARE = 0.01;

    private static final int PIECES = 400;

    /** Rates beyond are none: one of them would drown the sum of all others for good. */
    private static final double HIGHEST_RATE = 1e9;

    private Plan plan = Plan.UNKNOWN;
    private int planVersion;
    private long step;
    private boolean reported;
    private double rate = Double.NaN;
    private RateIntegral integral = new RateIntegral();
    private RateTrend trend = new RateTrend();

    /** The planned rate at a step that was asked for last; not stored. */
    private double scheduledRate;

    private double ratedStep = Double.NaN;
    private int ratedVersion;

    /** Takes the plan of the run; may come late or change with a new attempt. */
    public void plan(Plan newPlan) {
        if (!newPlan.equals(plan)) {
            plan = newPlan;
            planVersion++;
            if (declared()) {
                integral = new RateIntegral();
                follow(integral, 0, step);
            }
        }
    }

    /**
     * Moves to a checkpoint. Steps must not fall within a segment, see {@link #rewind}.
     *
     * @param toStep optimizer step
     * @param reportedRate learning rate, NaN if the checkpoint carries none; what is no number from
     *     0 to 10⁹ counts as none
     */
    public void advance(long toStep, double reportedRate) {
        boolean known = reportedRate >= 0 && reportedRate <= HIGHEST_RATE;
        if (declared()) {
            follow(integral, step, toStep);
        } else if (known || reported) {
            double next = known ? reportedRate : rate;
            integral.add(toStep - step, next, LAG_SHARE * Math.max(length(), toStep));
            trend.observe(toStep, integral.share());
            reported = true;
        }
        if (known) {
            rate = reportedRate;
        }
        step = toStep;
    }

    /** A restart: the run goes on from an earlier step. */
    public void rewind(long toStep) {
        if (declared()) {
            integral = new RateIntegral();
            follow(integral, 0, toStep);
        } else if (step > 0) {
            integral.rewind(toStep / (double) step);
        }
        step = toStep;
    }

    public long step() {
        return step;
    }

    /** Latest reported, else planned, learning rate; NaN if unknown. */
    public double learningRate() {
        if (!Double.isNaN(rate) || !declared()) {
            return rate;
        }
        return rate(step);
    }

    public OptionalLong totalSteps() {
        return plan.totalSteps();
    }

    /** Share of the planned steps done, 0 to 1; NaN without a plan. */
    public double share() {
        return plan.totalSteps().isPresent() ? Math.min(1, step / length()) : Double.NaN;
    }

    /** How the learning-rate schedule came to be known. */
    public ScheduleKnowledge scheduleKnowledge() {
        if (declared()) {
            return ScheduleKnowledge.DECLARED;
        }
        return reported && planned() && trend.shape(length()).isPresent()
                ? ScheduleKnowledge.INFERRED
                : ScheduleKnowledge.UNKNOWN;
    }

    boolean planned() {
        return plan.totalSteps().isPresent();
    }

    /** Planned length in steps; 0 if unknown. */
    double length() {
        return plan.totalSteps().orElse(0);
    }

    /** Rises with every change of plan: progress remembered from before is then stale. */
    public int planVersion() {
        return planVersion;
    }

    /** Progress so far in steps at peak rate; the step itself where no rate is known. */
    double measured() {
        return declared() || reported ? integral.progress() : step;
    }

    /** Whether progress is measured in learning rate, not in steps. */
    boolean rateKnown() {
        return declared() || reported;
    }

    /** Annealing so far, 0 to 1. */
    double annealing() {
        return declared() || reported ? integral.annealing() : 0;
    }

    /** What may have been and may come, weights summing to 1. */
    List<Scenario> scenarios() {
        if (declared()) {
            return Scenario.both(1, Scenario.Shape.DECLARED);
        }
        if (reported) {
            return planned()
                    ? trend.futures(length())
                    : List.of(new Scenario(1, Scenario.Shape.HOLD));
        }
        return planned() ? UNKNOWN : List.of(new Scenario(1, Scenario.Shape.CONSTANT));
    }

    private static final List<Scenario> UNKNOWN =
            List.of(
                    new Scenario(0.6, Scenario.Shape.CONSTANT),
                    new Scenario(0.15, Scenario.Shape.LINEAR),
                    new Scenario(0.25, Scenario.Shape.COOLDOWN));

    /**
     * Progress and annealing at steps to come.
     *
     * @param steps rising, none before the present one
     * @return progress in row 0, annealing in row 1
     */
    double[][] ahead(Scenario scenario, double[] steps) {
        Scenario.Shape shape = scenario.shape();
        double[] progress = new double[steps.length];
        double[] annealing = new double[steps.length];
        RateIntegral future = integral.copy();
        double at = step;
        for (int i = 0; i < steps.length; i++) {
            double to = Math.max(at, steps[i]);
            if (!shape.measured()) {
                double share = planned() ? Math.min(1, to / length()) : 0;
                boolean constant = shape == Scenario.Shape.CONSTANT;
                progress[i] = constant ? to : length() * Unmeasured.progress(shape, share);
                annealing[i] = constant ? 0 : Unmeasured.annealing(shape, share);
            } else {
                if (shape == Scenario.Shape.DECLARED) {
                    follow(future, at, to);
                } else {
                    imagine(future, shape, at, to);
                }
                progress[i] = scenario.bySteps() ? to : future.progress();
                annealing[i] = scenario.felt(future.annealing());
            }
            at = to;
        }
        return new double[][] {progress, annealing};
    }

    /** The same at steps that lie behind, under a declared schedule. */
    double[][] behind(double[] steps) {
        double[] progress = new double[steps.length];
        double[] annealing = new double[steps.length];
        RateIntegral past = new RateIntegral();
        double at = 0;
        for (int i = 0; i < steps.length; i++) {
            if (declared()) {
                follow(past, at, steps[i]);
            }
            progress[i] = declared() ? past.progress() : steps[i];
            annealing[i] = declared() ? past.annealing() : 0;
            at = steps[i];
        }
        return new double[][] {progress, annealing};
    }

    private void imagine(RateIntegral future, Scenario.Shape shape, double from, double to) {
        double now = Double.isNaN(rate) ? 0 : rate;
        double left = Math.max(1, length() - step);
        int pieces = (int) Math.max(1, Math.min(40, Math.ceil(40 * (to - from) / left)));
        double lag = LAG_SHARE * Math.max(length(), to);
        for (int i = 1; i <= pieces; i++) {
            double at = from + (to - from) * i / pieces;
            double share = Math.min(1, Math.max(0, (at - step) / left));
            double next =
                    switch (shape) {
                        case FADE -> now * (1 - share);
                        case BEND -> trend.bend(now, share, step, length());
                        case DROP -> share < 0.5 ? now : 0.1 * now;
                        default -> now;
                    };
            future.add((to - from) / pieces, next, lag);
        }
    }

    private void follow(RateIntegral sum, double from, double to) {
        double length = length();
        LearningRateSchedule schedule = schedule();
        double lag = LAG_SHARE * length;
        if (from == 0) {
            sum.add(0, schedule.rate(0, length), lag);
        }
        if (to <= from) {
            return;
        }
        int pieces = (int) Math.max(1, Math.min(PIECES, Math.ceil(PIECES * (to - from) / length)));
        for (int i = 1; i <= pieces; i++) {
            double at = from + (to - from) * i / pieces;
            sum.add((to - from) / pieces, i < pieces ? schedule.rate(at, length) : rate(at), lag);
        }
    }

    /** The declared rate at a step; that of the present step is asked for several times. */
    private double rate(double atStep) {
        if (atStep != ratedStep || planVersion != ratedVersion) {
            ratedStep = atStep;
            ratedVersion = planVersion;
            scheduledRate = schedule().rate(atStep, length());
        }
        return scheduledRate;
    }

    private boolean declared() {
        return plan.schedule().isPresent() && plan.totalSteps().isPresent();
    }

    private LearningRateSchedule schedule() {
        return plan.schedule().orElseThrow();
    }

    public void write(StateWriter out) {
        PlanState.write(plan, out);
        out.writeInt(planVersion);
        out.writeLong(step);
        out.writeBoolean(reported);
        out.writeDouble(rate);
        integral.write(out);
        trend.write(out);
    }

    public static Progress read(StateReader in) {
        Progress progress = new Progress();
        progress.plan = PlanState.read(in);
        progress.planVersion = in.readInt();
        progress.step = in.readLong();
        progress.reported = in.readBoolean();
        progress.rate = in.readDouble();
        progress.integral = RateIntegral.read(in);
        progress.trend = RateTrend.read(in);
        return progress;
    }

    /** The plan itself. */
    public Optional<LearningRateSchedule> declaredSchedule() {
        return plan.schedule();
    }

    /**
     * The learning rate that the declared schedule has for a step; empty without one, or where it
     * depends on the length of the run and that is not planned.
     */
    public OptionalDouble plannedRate(double step) {
        if (plan.schedule().isEmpty()) {
            return OptionalDouble.empty();
        }
        LearningRateSchedule schedule = schedule();
        boolean ofAnyLength =
                schedule instanceof LearningRateSchedule.Constant
                        || schedule instanceof LearningRateSchedule.Step
                        || schedule instanceof LearningRateSchedule.Piecewise;
        return planned() || ofAnyLength ? OptionalDouble.of(rate(step)) : OptionalDouble.empty();
    }
}
