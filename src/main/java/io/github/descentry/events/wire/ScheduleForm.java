package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Constant;
import io.github.descentry.events.LearningRateSchedule.Cosine;
import io.github.descentry.events.LearningRateSchedule.Linear;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.LearningRateSchedule.Step;
import io.github.descentry.events.LearningRateSchedule.Wsd;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a schedule. Where left out: {@code end} 0, {@code warmup_steps} 0, {@code shape}
 * linear, {@code factor} 0.1.
 */
final class ScheduleForm {

    private static final Words<Wsd.Shape> SHAPE = new Words<>(Wsd.Shape.class);
    private static final List<String> TYPES =
            List.of("constant", "linear", "cosine", "wsd", "step", "piecewise");

    /** Most points or milestones: the monitor keeps the schedule of every run in its state. */
    private static final int MOST_ELEMENTS = 1000;

    private ScheduleForm() {}

    static void write(LearningRateSchedule schedule, JsonWriter out) {
        out.text("type", schedule.type());
        if (schedule instanceof Piecewise piecewise) {
            out.array("points");
            for (Piecewise.Point point : piecewise.points()) {
                out.element().whole("step", point.step()).number("rate", point.rate()).endObject();
            }
            out.endArray();
            return;
        }
        out.number("peak", schedule.peak());
        if (schedule instanceof Linear linear) {
            out.number("end", linear.end());
        } else if (schedule instanceof Cosine cosine) {
            out.number("end", cosine.end());
        } else if (schedule instanceof Wsd wsd) {
            out.number("end", wsd.end())
                    .whole("decay_steps", wsd.decaySteps())
                    .word("shape", SHAPE, wsd.shape());
        } else if (schedule instanceof Step step) {
            out.number("factor", step.factor()).array("milestones");
            step.milestones().forEach(out::element);
            out.endArray();
        }
        out.whole("warmup_steps", schedule.warmupSteps());
    }

    static LearningRateSchedule read(String field, JsonReader in) {
        in.object(field);
        String type = null;
        Double peak = null;
        double end = 0;
        long warmupSteps = 0;
        Long decaySteps = null;
        Wsd.Shape shape = Wsd.Shape.LINEAR;
        double factor = 0.1;
        List<Long> milestones = null;
        List<Piecewise.Point> points = null;
        String name;
        while ((name = in.nextField()) != null) {
            String path = field + "." + name;
            switch (name) {
                case "type" -> type = in.text(path);
                case "peak" -> peak = in.positive(path);
                case "end" -> end = in.notNegative(path);
                case "warmup_steps" -> warmupSteps = in.steps(path);
                case "decay_steps" -> decaySteps = in.steps(path);
                case "shape" -> shape = in.word(path, SHAPE);
                case "factor" -> factor = in.positive(path);
                case "milestones" -> milestones = milestones(path, in);
                case "points" -> points = points(path, in);
                default -> in.unknown(path);
            }
        }
        // First of all: what else is needed depends on it.
        if (!TYPES.contains(required(field + ".type", type))) {
            throw new IllegalArgumentException(
                    field
                            + ".type=\""
                            + RejectedRecord.oneLine(type, 60)
                            + "\" is not one of "
                            + String.join(", ", TYPES));
        }
        if ("piecewise".equals(type)) {
            return new Piecewise(required(field + ".points", points));
        }
        required(field + ".peak", peak);
        return switch (type) {
            case "constant" -> new Constant(peak, warmupSteps);
            case "linear" -> new Linear(peak, end, warmupSteps);
            case "cosine" -> new Cosine(peak, end, warmupSteps);
            case "wsd" ->
                    new Wsd(
                            peak,
                            end,
                            warmupSteps,
                            required(field + ".decay_steps", decaySteps),
                            shape);
            default -> // step
                    new Step(
                            peak, factor, required(field + ".milestones", milestones), warmupSteps);
        };
    }

    private static List<Long> milestones(String path, JsonReader in) {
        in.array(path);
        List<Long> milestones = new ArrayList<>();
        while (in.nextElement()) {
            bounded(path, milestones);
            milestones.add(in.steps(path));
        }
        return milestones;
    }

    private static List<Piecewise.Point> points(String path, JsonReader in) {
        in.array(path);
        List<Piecewise.Point> points = new ArrayList<>();
        while (in.nextElement()) {
            bounded(path, points);
            in.object(path);
            Long step = null;
            Double rate = null;
            String name;
            while ((name = in.nextField()) != null) {
                switch (name) {
                    case "step" -> step = in.steps(path + ".step");
                    case "rate" -> rate = in.notNegative(path + ".rate");
                    default -> in.unknown(path + "." + name);
                }
            }
            points.add(
                    new Piecewise.Point(
                            required(path + ".step", step), required(path + ".rate", rate)));
        }
        return points;
    }

    private static void bounded(String path, List<?> elements) {
        if (elements.size() == MOST_ELEMENTS) {
            throw new IllegalArgumentException(path + " has more than " + MOST_ELEMENTS);
        }
    }
}
