package io.github.descentry.events;

import java.util.List;
import java.util.Objects;

/**
 * How the learning rate is planned to go. Steps and rates are those the job reports; where a job
 * has several parameter groups, those of the first.
 *
 * <p>All schedules but {@link Piecewise} start with a linear warm-up from 0 to {@code peak} over
 * {@code warmup_steps} steps (0: none). {@code end} is the rate at the planned end.
 */
public sealed interface LearningRateSchedule
        permits LearningRateSchedule.Constant,
                LearningRateSchedule.Linear,
                LearningRateSchedule.Cosine,
                LearningRateSchedule.Wsd,
                LearningRateSchedule.Step,
                LearningRateSchedule.Piecewise {

    /** Name on the wire, e.g. {@code cosine}. */
    String type();

    /** The highest planned rate. */
    double peak();

    /** Steps of linear warm-up; 0: none. */
    long warmupSteps();

    /**
     * The planned rate.
     *
     * @param step optimizer step, 0 or more
     * @param totalSteps planned length of the run
     */
    double rate(double step, double totalSteps);

    /** Peak rate after the warm-up until the end. */
    record Constant(double peak, long warmupSteps) implements LearningRateSchedule {
        public Constant {
            checkRates(peak, 0, warmupSteps);
        }

        @Override
        public String type() {
            return "constant";
        }

        @Override
        public double rate(double step, double totalSteps) {
            return step < warmupSteps ? warmup(peak, step, warmupSteps) : peak;
        }
    }

    /** A straight line from {@code peak} after the warm-up to {@code end} at the planned end. */
    record Linear(double peak, double end, long warmupSteps) implements LearningRateSchedule {
        public Linear {
            checkRates(peak, end, warmupSteps);
        }

        @Override
        public String type() {
            return "linear";
        }

        @Override
        public double rate(double step, double totalSteps) {
            if (step < warmupSteps) {
                return warmup(peak, step, warmupSteps);
            }
            return peak + (end - peak) * share(step, warmupSteps, totalSteps);
        }
    }

    /** Half a cosine from {@code peak} after the warm-up to {@code end} at the planned end. */
    record Cosine(double peak, double end, long warmupSteps) implements LearningRateSchedule {
        public Cosine {
            checkRates(peak, end, warmupSteps);
        }

        @Override
        public String type() {
            return "cosine";
        }

        @Override
        public double rate(double step, double totalSteps) {
            if (step < warmupSteps) {
                return warmup(peak, step, warmupSteps);
            }
            double share = share(step, warmupSteps, totalSteps);
            return end + (peak - end) * 0.5 * (1 + Math.cos(Math.PI * share));
        }
    }

    /**
     * Warm-up, stable, decay: {@code peak} until the last {@code decaySteps} steps, then down to
     * {@code end}.
     */
    record Wsd(double peak, double end, long warmupSteps, long decaySteps, Shape shape)
            implements LearningRateSchedule {
        public Wsd {
            checkRates(peak, end, warmupSteps);
            Checks.notNegative("lr_schedule.decay_steps", decaySteps);
            Objects.requireNonNull(shape, "shape");
            if (shape == Shape.EXPONENTIAL) {
                Checks.positive("lr_schedule.end (exponential decay)", end);
            }
        }

        @Override
        public String type() {
            return "wsd";
        }

        @Override
        public double rate(double step, double totalSteps) {
            if (step < warmupSteps) {
                return warmup(peak, step, warmupSteps);
            }
            double share = share(step, totalSteps - decaySteps, totalSteps);
            if (share <= 0) {
                return peak;
            }
            return switch (shape) {
                case LINEAR -> peak + (end - peak) * share;
                case EXPONENTIAL -> peak * Math.pow(end / peak, share);
                case SQRT -> peak + (end - peak) * Math.sqrt(share);
                case COSINE -> end + (peak - end) * 0.5 * (1 + Math.cos(Math.PI * share));
            };
        }

        /** Form of the decay. On the wire in lower case. */
        public enum Shape {
            LINEAR,
            EXPONENTIAL,
            /** 1 − √share, steep at first. */
            SQRT,
            COSINE
        }
    }

    /** {@code peak} multiplied by {@code factor} at each milestone. */
    record Step(double peak, double factor, List<Long> milestones, long warmupSteps)
            implements LearningRateSchedule {
        public Step {
            checkRates(peak, 0, warmupSteps);
            Checks.positive("lr_schedule.factor", factor);
            milestones = List.copyOf(milestones);
        }

        @Override
        public String type() {
            return "step";
        }

        @Override
        public double rate(double step, double totalSteps) {
            if (step < warmupSteps) {
                return warmup(peak, step, warmupSteps);
            }
            double rate = peak;
            for (long milestone : milestones) {
                if (step >= milestone) {
                    rate *= factor;
                }
            }
            return rate;
        }
    }

    /**
     * Straight lines between given points; constant before the first and after the last.
     *
     * @param points at least one, steps rising
     */
    record Piecewise(List<Point> points) implements LearningRateSchedule {
        public Piecewise {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("lr_schedule.points is empty");
            }
            for (int i = 1; i < points.size(); i++) {
                if (points.get(i).step() <= points.get(i - 1).step()) {
                    throw new IllegalArgumentException(
                            "lr_schedule.points: step=" + points.get(i).step() + " does not rise");
                }
            }
        }

        @Override
        public String type() {
            return "piecewise";
        }

        @Override
        public double peak() {
            double peak = 0;
            for (Point point : points) {
                peak = Math.max(peak, point.rate());
            }
            return peak;
        }

        @Override
        public long warmupSteps() {
            return 0;
        }

        @Override
        public double rate(double step, double totalSteps) {
            Point before = points.get(0);
            for (Point after : points) {
                if (step < after.step()) {
                    double width = after.step() - before.step();
                    double share = width > 0 ? (step - before.step()) / width : 0;
                    return before.rate() + (after.rate() - before.rate()) * Math.max(0, share);
                }
                before = after;
            }
            return before.rate();
        }

        /** A planned rate at a step. */
        public record Point(long step, double rate) {
            public Point {
                Checks.notNegative("lr_schedule.points.step", step);
                Checks.notNegative("lr_schedule.points.rate", rate);
            }
        }
    }

    private static double warmup(double peak, double step, long warmupSteps) {
        return peak * Math.max(0, step) / warmupSteps;
    }

    private static double share(double step, double from, double to) {
        return to <= from
                ? (step >= to ? 1 : 0)
                : Math.min(1, Math.max(0, (step - from) / (to - from)));
    }

    private static void checkRates(double peak, double end, long warmupSteps) {
        Checks.positive("lr_schedule.peak", peak);
        Checks.notNegative("lr_schedule.end", end);
        Checks.notNegative("lr_schedule.warmup_steps", warmupSteps);
    }
}
