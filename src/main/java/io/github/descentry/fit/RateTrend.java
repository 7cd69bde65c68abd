package io.github.descentry.fit;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.List;
import java.util.Optional;

/**
 * What reported rates tell of the schedule where none is declared: the step of the last peak, and
 * the rate half-way between there and now. Mutable, one writer, constant size.
 *
 * <p>A falling rate is held against a straight line and half a cosine, each from the peak to about
 * zero at the planned end; which of them it lies on is known long before the end.
 */
final class RateTrend {

    /** How far from a shape a rate may lie, in units of the peak. */
    private static final double TOLERANCE = 0.03;

    /** Rates from this share of the peak on count as not yet falling. */
    private static final double FLAT = 0.98;

    private double peakStep;
    private double step;
    private double share = 1;
    private double middleStep;
    private double middleShare = 1;

    void observe(double newStep, double newShare) {
        if (newShare >= 0.999) {
            peakStep = newStep;
            middleStep = newStep;
            middleShare = newShare;
        } else if (step > 0 && newStep - peakStep >= 2 * (middleStep - peakStep)) {
            // The rate of one report ago becomes the mark: by the next doubling it is half-way.
            middleStep = step;
            middleShare = share;
        }
        step = newStep;
        share = newShare;
    }

    /** The shape that the reported rates lie on, once they fall and lie on one. */
    Optional<Scenario.Shape> shape(double length) {
        if (share >= FLAT || length <= step) {
            return Optional.empty();
        }
        double line = misfit(Scenario.Shape.FADE, length);
        double bend = misfit(Scenario.Shape.BEND, length);
        if (Math.min(line, bend) > TOLERANCE) {
            return Optional.empty();
        }
        return Optional.of(line <= bend ? Scenario.Shape.FADE : Scenario.Shape.BEND);
    }

    /** What may come, weights summing to 1. */
    List<Scenario> futures(double length) {
        Optional<Scenario.Shape> known = shape(length);
        if (known.isPresent()) {
            return List.of(new Scenario(0.9, known.get()), new Scenario(0.1, Scenario.Shape.HOLD));
        }
        if (share < FLAT) {
            // It fell, but not along a shape: by steps.
            return List.of(
                    new Scenario(0.6, Scenario.Shape.HOLD), new Scenario(0.4, Scenario.Shape.DROP));
        }
        return List.of(
                new Scenario(0.3, Scenario.Shape.HOLD),
                new Scenario(0.4, Scenario.Shape.FADE),
                new Scenario(0.3, Scenario.Shape.DROP));
    }

    /** A rate on the cosine that leads from the peak through the present rate to zero. */
    double bend(double now, double future, double atStep, double length) {
        double from = cosine(position(atStep, length));
        double at = cosine(position(atStep + future * (length - atStep), length));
        return from > 1e-9 ? now * at / from : 0;
    }

    private double misfit(Scenario.Shape shape, double length) {
        return Math.max(
                Math.abs(share - expected(shape, step, length)),
                Math.abs(middleShare - expected(shape, middleStep, length)));
    }

    private double expected(Scenario.Shape shape, double atStep, double length) {
        double position = position(atStep, length);
        return shape == Scenario.Shape.FADE ? 1 - position : cosine(position);
    }

    private double position(double atStep, double length) {
        return Math.min(1, Math.max(0, (atStep - peakStep) / Math.max(1e-9, length - peakStep)));
    }

    private static double cosine(double position) {
        return 0.5 * (1 + Math.cos(Math.PI * position));
    }

    void write(StateWriter out) {
        out.writeDouble(peakStep);
        out.writeDouble(step);
        out.writeDouble(share);
        out.writeDouble(middleStep);
        out.writeDouble(middleShare);
    }

    static RateTrend read(StateReader in) {
        RateTrend trend = new RateTrend();
        trend.peakStep = in.readDouble();
        trend.step = in.readDouble();
        trend.share = in.readDouble();
        trend.middleStep = in.readDouble();
        trend.middleShare = in.readDouble();
        return trend;
    }
}
