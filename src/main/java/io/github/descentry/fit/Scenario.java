package io.github.descentry.fit;

import java.util.List;

/**
 * One way the learning rate may have gone and may go on. Where the schedule is declared there is
 * one; where it is unknown the forecast is a mixture over several, so that "a decay may come" is
 * part of the interval.
 *
 * @param weight prior probability, 0 to 1
 * @param shape how the rate goes
 * @param bySteps whether a curve falls with the steps, whatever their rate, or with the rate summed
 *     over them. Language models mostly do the latter; image models go on falling at a tenth of the
 *     rate as if nothing had happened, and gain most at its very end: they feel the root of the
 *     rate. The bins tell which.
 */
record Scenario(double weight, Shape shape, boolean bySteps) {

    /** Prior probability that progress is the rate summed up, where rates are known. */
    private static final double BY_RATE = 0.65;

    Scenario(double weight, Shape shape) {
        this(weight, shape, !shape.measured());
    }

    /** The same future by both measures of progress. */
    static List<Scenario> both(double weight, Shape shape) {
        return List.of(
                new Scenario(weight * BY_RATE, shape, false),
                new Scenario(weight * (1 - BY_RATE), shape, true));
    }

    /**
     * Annealing as the curve feels it.
     *
     * @param annealing d, the share of the peak rate that is gone
     */
    double felt(double annealing) {
        return bySteps && shape.measured() ? 1 - Math.sqrt(Math.max(0, 1 - annealing)) : annealing;
    }

    /** What the scenario takes to have been so far: scenarios that agree on it share their fits. */
    Past past() {
        return new Past(bySteps, shape.measured() ? Shape.HOLD : shape);
    }

    /**
     * See {@link #past()}.
     *
     * @param bySteps as of the scenario
     * @param shape the shape; all that follow the measured rates count as one
     */
    record Past(boolean bySteps, Shape shape) {}

    /** How the rate goes. */
    enum Shape {
        /** As measured so far, then as the plan declares. */
        DECLARED,
        /** As measured so far, then it stays. */
        HOLD,
        /** As measured so far, then straight to zero at the planned end. */
        FADE,
        /** As measured so far, then half a cosine to zero at the planned end. */
        BEND,
        /** As measured so far, then a tenth from half of the remaining way on. */
        DROP,
        /** Nothing measured: constant from the start. */
        CONSTANT,
        /** Nothing measured: straight to zero over the whole run. */
        LINEAR,
        /** Nothing measured: half a cosine to a twentieth over the whole run. */
        COSINE,
        /** Nothing measured: constant, then straight to zero over the last 40 %. */
        COOLDOWN;

        /** Whether progress and annealing so far are those that were measured. */
        boolean measured() {
            return ordinal() <= DROP.ordinal();
        }
    }
}
