package io.github.descentry.fit;

import io.github.descentry.events.Plan;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.OptionalLong;

/**
 * How far a run has come, in units that curves fall in: shared by all curves of the run. Mutable,
 * one writer, constant size.
 */
public final class Progress {

    private Plan plan = Plan.UNKNOWN;
    private long step;
    private double rate = Double.NaN;

    /** Takes the plan of the run; may come late or change with a new attempt. */
    public void plan(Plan newPlan) {
        plan = newPlan;
    }

    /**
     * Moves to a checkpoint. Steps must not fall within a segment, see {@link #rewind}.
     *
     * @param toStep optimizer step
     * @param reportedRate learning rate, NaN if the checkpoint carries none
     */
    public void advance(long toStep, double reportedRate) {
        step = toStep;
        if (!Double.isNaN(reportedRate)) {
            rate = reportedRate;
        }
    }

    /** A restart: the run goes on from an earlier step. */
    public void rewind(long toStep) {
        step = toStep;
    }

    public long step() {
        return step;
    }

    /** Latest reported or planned learning rate; NaN if unknown. */
    public double learningRate() {
        return rate;
    }

    public OptionalLong totalSteps() {
        return plan.totalSteps();
    }

    /** Share of the planned steps done, 0 to 1; NaN without a plan. */
    public double share() {
        return plan.totalSteps().isPresent()
                ? Math.min(1, step / (double) plan.totalSteps().getAsLong())
                : Double.NaN;
    }

    public void write(StateWriter out) {
        out.writeLong(step);
        out.writeDouble(rate);
        out.writeLong(plan.totalSteps().orElse(-1));
    }

    public static Progress read(StateReader in) {
        Progress progress = new Progress();
        progress.step = in.readLong();
        progress.rate = in.readDouble();
        long total = in.readLong();
        progress.plan = total > 0 ? Plan.ofSteps(total) : Plan.UNKNOWN;
        return progress;
    }
}
