package io.github.descentry.fit;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.Optional;

/**
 * The fit of one curve, refitted at every value in constant time. Mutable, one writer.
 *
 * <p>PLACEHOLDER BODY: the signatures are final, the mathematics is being written.
 */
public final class CurveFit {

    private final Goal goal;
    private double level = Double.NaN;
    private double scale = Double.NaN;
    private long points;

    public CurveFit(Goal goal) {
        this.goal = goal;
    }

    /**
     * Takes a value at the present progress.
     *
     * @param progress already advanced to the checkpoint of the value
     * @param value may be non-finite: then nothing is learned from it
     */
    public Innovation observe(Progress progress, double value) {
        double expected = level;
        double z = (value - expected) / scale;
        Innovation innovation = new Innovation(value, expected, scale, z, points + 1);
        if (Double.isFinite(value)) {
            points++;
            if (Double.isNaN(level)) {
                level = value;
            } else {
                double surprise = Math.abs(value - level);
                scale = Double.isNaN(scale) ? surprise + 1e-6 : 0.9 * scale + 0.1 * surprise;
                level += 0.2 * Math.max(-3 * scale, Math.min(3 * scale, value - level));
            }
        }
        return innovation;
    }

    /** The run starts again from an earlier step: what was learned stays, the scale is kept. */
    public void restart() {}

    /** The fitted value at the present step; NaN until there is a fit. */
    public double smoothed(Progress progress) {
        return level;
    }

    /** The forecast for the planned end, or twice the progress; absent until enough was seen. */
    public Optional<CurveEstimate> estimate(Progress progress) {
        return Optional.empty();
    }

    public Goal goal() {
        return goal;
    }

    public void write(StateWriter out) {
        out.writeByte(goal.ordinal());
        out.writeDouble(level);
        out.writeDouble(scale);
        out.writeLong(points);
    }

    public static CurveFit read(StateReader in) {
        CurveFit fit = new CurveFit(Goal.values()[in.readByte()]);
        fit.level = in.readDouble();
        fit.scale = in.readDouble();
        fit.points = in.readLong();
        return fit;
    }
}
