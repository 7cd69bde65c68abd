package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Kind;
import io.github.descentry.events.Anomaly.Status;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.fit.Progress;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reported learning rates that are not those of the declared schedule; an inferred one follows the
 * rates and cannot be left. A report is off when its rate lies outside of all that is planned for
 * its step and a few beside it, by more than a share of the planned peak. Opens after several
 * reports in a row that are off; resolved after as many that are not, over a hundredth of the run,
 * or when another plan is declared. A plan that moves crosses a rate that does not, and stays near
 * it for long: where the plan has moved since the rates are near, they have to have moved with it,
 * and where it has not, but soon will, that is waited for. Schedules that need the length of the
 * run are not judged without it, nor those with a peak of 1, which by convention tell the shape
 * alone: recorded plans of that kind often leave out the warm-up, so that no scale could be found
 * by which to judge them.
 *
 * <p>A rate that is off by one factor from the first report on is off too: that is another peak, or
 * another parameter group, and forecasts are made for the wrong rate. The sentence says so. A rate
 * that has not changed while the plan has is mostly a scheduler that nobody steps. After a resume
 * the usual fault is a scheduler whose state was not restored and that starts anew; where the rates
 * fit that, or are those of any earlier step, the sentence says that.
 */
final class LrOffPlan extends RunDetector {

    /** Ratios are compared where the plan is above this share of its peak. */
    private static final double COMPARABLE = 0.2;

    /** Ratios within this are one factor. */
    private static final double ONE_FACTOR = 1.1;

    /** Factors that differ by no more than this are the same. */
    private static final double SAME_FACTOR = 0.02;

    /** Rates that differ by no more than this share are the same. */
    private static final double SAME_RATE = 1e-6;

    /** The plan has moved if it has by this share of the tolerance. */
    private static final double MOVED = 0.2;

    /** How far ahead it is looked whether the plan will move, as share of the run. */
    private static final double AHEAD_SHARE = 0.1;

    private static final int LOOKS_AHEAD = 20;

    /** The peak that plans name whose rates are not known: only their shape counts. */
    private static final double SHAPE_ONLY = 1;

    private static final long NONE = Long.MIN_VALUE;

    private int planVersion;
    private long lastStep = NONE;

    /** First step with a rate of the attempt. */
    private long firstStep = NONE;

    /** Smallest and largest ratio of reported to planned rate of the attempt. */
    private double leastRatio = Double.POSITIVE_INFINITY;

    private double largestRatio;

    /** Reports in a row that are off; while open, that are back. */
    private int inRow;

    /** Step and rate of the first of them. */
    private long rowStep;

    private double rowRate;

    /** The latest rate, and the step since which it has been that. */
    private double lastRate = Double.NaN;

    private long sameStep;

    /** Whether it ended because of another plan; says how, and is not part of the state. */
    private boolean replanned;

    LrOffPlan() {
        super(Kind.LR_OFF_PLAN);
    }

    @Override
    public boolean concerns(RunReport report) {
        if (life().open() && report.progress().planVersion() != planVersion) {
            return true;
        }
        double rate = report.learningRate().orElse(Double.NaN);
        return rate >= 0
                && rate < Double.POSITIVE_INFINITY
                && report.step() > lastStep
                && report.progress().plannedRate(report.step()).isPresent()
                && schedule(report).peak() != SHAPE_ONLY;
    }

    @Override
    public OptionalLong begins(RunReport report) {
        if (report.progress().planVersion() != planVersion) {
            renew(report.progress().planVersion());
        }
        if (!off(report)) {
            inRow = 0;
            return OptionalLong.empty();
        }
        if (inRow++ == 0) {
            rowStep = report.step();
            rowRate = report.learningRate().getAsDouble();
        }
        if (inRow < report.config().lrOffPlan().consecutive()) {
            return OptionalLong.empty();
        }
        inRow = 0;
        return OptionalLong.of(rowStep);
    }

    private void renew(int version) {
        planVersion = version;
        firstStep = NONE;
        leastRatio = Double.POSITIVE_INFINITY;
        largestRatio = 0;
        inRow = 0;
        lastRate = Double.NaN;
    }

    @Override
    public Course follow(RunReport report) {
        replanned = report.progress().planVersion() != planVersion;
        if (replanned) {
            renew(report.progress().planVersion());
            return Course.OVER;
        }
        if (off(report)) {
            inRow = 0;
            return Course.HOLDS;
        }
        if (inRow++ == 0) {
            rowStep = report.step();
            rowRate = report.learningRate().getAsDouble();
        }
        LrOffPlanConfig config = report.config().lrOffPlan();
        if (inRow < config.consecutive()
                || report.step() - rowStep < report.steps(config.backShare())
                || !followed(report)) {
            return Course.HOLDS;
        }
        inRow = 0;
        return Course.OVER;
    }

    /** Whether the rates have gone along with the plan since they are near it. */
    private boolean followed(RunReport report) {
        double planned = planned(report);
        double moved = planned - plan(report.progress(), rowStep);
        if (Math.abs(moved) >= MOVED * tolerance(report)) {
            double along = report.learningRate().getAsDouble() - rowRate;
            return Math.abs(along - moved) <= Math.abs(moved) / 2;
        }
        for (int i = 1; i <= LOOKS_AHEAD; i++) {
            double step = report.step() + report.steps(AHEAD_SHARE) * i / LOOKS_AHEAD;
            if (Math.abs(plan(report.progress(), step) - planned) >= MOVED * tolerance(report)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the report is off the plan; notes how its rate compares. */
    private boolean off(RunReport report) {
        double rate = report.learningRate().getAsDouble();
        if (!(Math.abs(rate - lastRate) <= SAME_RATE * rate)) {
            lastRate = rate;
            sameStep = report.step();
        }
        double planned = planned(report);
        double tolerance = tolerance(report);
        lastStep = report.step();
        firstStep = firstStep == NONE ? report.step() : firstStep;
        if (planned >= COMPARABLE * schedule(report).peak()) {
            leastRatio = Math.min(leastRatio, rate / planned);
            largestRatio = Math.max(largestRatio, rate / planned);
        }
        if (Math.abs(rate - planned) <= tolerance) {
            return false;
        }
        double low = planned;
        double high = planned;
        int slack = report.config().lrOffPlan().slackSteps();
        for (int shift = -slack; shift <= slack; shift++) {
            double beside = plan(report.progress(), Math.max(0, report.step() + shift));
            low = Math.min(low, beside);
            high = Math.max(high, beside);
        }
        return rate < low - tolerance || rate > high + tolerance;
    }

    private static double planned(RunReport report) {
        return plan(report.progress(), report.step());
    }

    private static double plan(Progress progress, double step) {
        OptionalDouble planned = progress.plannedRate(step);
        return planned.orElse(Double.NaN);
    }

    private static LearningRateSchedule schedule(RunReport report) {
        return report.progress().declaredSchedule().orElseThrow();
    }

    private static double tolerance(RunReport report) {
        double peak = Math.max(schedule(report).peak(), Double.MIN_NORMAL);
        return report.config().lrOffPlan().tolerance() * peak;
    }

    @Override
    public Map<String, Double> evidence(RunReport report, Status turn) {
        if (replanned && turn == Status.RESOLVED) {
            return Map.of();
        }
        return Wording.evidence(
                "learning_rate", report.learningRate().getAsDouble(),
                "planned_rate", planned(report),
                "tolerance", tolerance(report));
    }

    @Override
    public String sentence(RunReport report, Status turn) {
        if (turn == Status.RESOLVED) {
            return replanned
                    ? "the learning rate is judged by another plan, declared before step "
                            + report.step()
                    : "the learning rate is back on its plan: "
                            + Wording.rate(report.learningRate().getAsDouble())
                            + " at step "
                            + report.step()
                            + ", planned is "
                            + Wording.rate(planned(report));
        }
        return "the learning rate is "
                + Wording.rate(report.learningRate().getAsDouble())
                + " at step "
                + report.step()
                + account(report)
                + "; forecasts follow the plan, so put the rate right or declare the plan that"
                + " holds";
    }

    /** How the rate compares to the plan, and why that may be. */
    private String account(RunReport report) {
        double planned = planned(report);
        String is = ", planned is " + Wording.rate(planned);
        if (unchanged(report)) {
            return is
                    + ": it has not changed since step "
                    + sameStep
                    + " although the plan has; look whether the scheduler is stepped";
        }
        double ratio = report.learningRate().getAsDouble() / planned;
        String multiple = ", " + Wording.times(ratio) + " the planned " + Wording.rate(planned);
        if (planned > 0 && leastRatio > 0 && largestRatio <= ONE_FACTOR * leastRatio) {
            return multiple
                    + ", and was so from the first report on: another peak, or another parameter"
                    + " group";
        }
        String cause = cause(report);
        double before = rowRate / plan(report.progress(), rowStep);
        boolean constant = Math.abs(before / ratio - 1) <= SAME_FACTOR;
        return cause.isEmpty() && constant
                ? multiple + ", and so since step " + rowStep
                : is + cause;
    }

    /** Whether the rate has been the same for some reports in which the plan has moved. */
    private boolean unchanged(RunReport report) {
        double moved = planned(report) - plan(report.progress(), sameStep);
        return sameStep <= rowStep && Math.abs(moved) >= MOVED * tolerance(report);
    }

    private String cause(RunReport report) {
        if (firstStep > 0 && fits(report, report.step() - firstStep)) {
            return ": the schedule seems to have started anew at step " + firstStep;
        }
        double earlier = EarlierRate.find(report, rowStep, rowRate);
        return fits(report, earlier)
                ? ": the rate that was planned for step " + Math.round(earlier)
                : "";
    }

    /** Whether the rates are those planned for an earlier step. */
    private boolean fits(RunReport report, double earlier) {
        double miss = EarlierRate.miss(report, earlier, rowStep, rowRate);
        return earlier < report.step() && miss <= tolerance(report) / 2;
    }

    @Override
    void forget() {
        renew(planVersion);
        lastStep = NONE;
    }

    @Override
    void writeRule(StateWriter out) {
        out.writeBoolean(firstStep != NONE || planVersion != 0);
        if (firstStep == NONE && planVersion == 0) {
            return;
        }
        out.writeInt(planVersion);
        out.writeLong(lastStep);
        out.writeLong(firstStep);
        out.writeDouble(leastRatio);
        out.writeDouble(largestRatio);
        out.writeInt(inRow);
        if (inRow > 0) {
            out.writeLong(rowStep);
            out.writeDouble(rowRate);
        }
        out.writeDouble(lastRate);
        out.writeLong(sameStep);
    }

    @Override
    void readRule(StateReader in) {
        if (!in.readBoolean()) {
            return;
        }
        planVersion = in.readInt();
        lastStep = in.readLong();
        firstStep = in.readLong();
        leastRatio = in.readDouble();
        largestRatio = in.readDouble();
        inRow = in.readInt();
        if (inRow > 0) {
            rowStep = in.readLong();
            rowRate = in.readDouble();
        }
        lastRate = in.readDouble();
        sameStep = in.readLong();
    }
}
