package io.github.descentry.fit;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import io.github.descentry.events.Plan;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A plan in the binary state. The number of a schedule's kind is part of the format. */
final class PlanState {

    private PlanState() {}

    static void write(Plan plan, StateWriter out) {
        out.writeBoolean(plan.totalSteps().isPresent());
        out.writeLong(plan.totalSteps().orElse(0));
        out.writeBoolean(plan.tokensPerStep().isPresent());
        out.writeDouble(plan.tokensPerStep().orElse(0));
        if (plan.schedule().isEmpty()) {
            out.writeByte(0);
            return;
        }
        write(plan.schedule().get(), out);
    }

    private static void write(LearningRateSchedule schedule, StateWriter out) {
        if (schedule instanceof Constant constant) {
            head(out, 1, constant);
        } else if (schedule instanceof Linear linear) {
            head(out, 2, linear);
            out.writeDouble(linear.end());
        } else if (schedule instanceof Cosine cosine) {
            head(out, 3, cosine);
            out.writeDouble(cosine.end());
        } else if (schedule instanceof Wsd wsd) {
            head(out, 4, wsd);
            out.writeDouble(wsd.end());
            out.writeLong(wsd.decaySteps());
            out.writeByte(wsd.shape().ordinal());
        } else if (schedule instanceof Step step) {
            head(out, 5, step);
            out.writeDouble(step.factor());
            out.writeInt(step.milestones().size());
            step.milestones().forEach(out::writeLong);
        } else if (schedule instanceof Piecewise piecewise) {
            out.writeByte(6);
            out.writeInt(piecewise.points().size());
            for (Piecewise.Point point : piecewise.points()) {
                out.writeLong(point.step());
                out.writeDouble(point.rate());
            }
        } else {
            throw new IllegalStateException("schedule=" + schedule.type() + " has no encoding");
        }
    }

    private static void head(StateWriter out, int kind, LearningRateSchedule schedule) {
        out.writeByte(kind);
        out.writeDouble(schedule.peak());
        out.writeLong(schedule.warmupSteps());
    }

    static Plan read(StateReader in) {
        boolean hasSteps = in.readBoolean();
        long steps = in.readLong();
        boolean hasTokens = in.readBoolean();
        double tokens = in.readDouble();
        return new Plan(
                hasSteps ? OptionalLong.of(steps) : OptionalLong.empty(),
                hasTokens ? OptionalDouble.of(tokens) : OptionalDouble.empty(),
                readSchedule(in));
    }

    private static Optional<LearningRateSchedule> readSchedule(StateReader in) {
        int kind = in.readByte();
        if (kind == 0) {
            return Optional.empty();
        }
        if (kind == 6) {
            int count = in.readInt();
            List<Piecewise.Point> points = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                points.add(new Piecewise.Point(in.readLong(), in.readDouble()));
            }
            return Optional.of(new Piecewise(points));
        }
        double peak = in.readDouble();
        long warmup = in.readLong();
        return Optional.of(
                switch (kind) {
                    case 1 -> new Constant(peak, warmup);
                    case 2 -> new Linear(peak, in.readDouble(), warmup);
                    case 3 -> new Cosine(peak, in.readDouble(), warmup);
                    case 4 ->
                            new Wsd(
                                    peak,
                                    in.readDouble(),
                                    warmup,
                                    in.readLong(),
                                    Wsd.Shape.values()[in.readByte()]);
                    case 5 -> step(peak, warmup, in);
                    default ->
                            throw new IllegalStateException(
                                    "schedule kind=" + kind + " is not one of this version");
                });
    }

    private static Step step(double peak, long warmup, StateReader in) {
        double factor = in.readDouble();
        int count = in.readInt();
        List<Long> milestones = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            milestones.add(in.readLong());
        }
        return new Step(peak, factor, milestones, warmup);
    }
}
