package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Anomaly;
import io.github.descentry.events.Forecast;
import io.github.descentry.events.Forecast.ScheduleKnowledge;
import io.github.descentry.events.Goal;
import io.github.descentry.events.RunState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The fields of a forecast. */
final class ForecastForm implements RecordForm<Forecast> {

    static final Words<Goal> GOAL = new Words<>(Goal.class);
    static final Words<RunState> STATE = new Words<>(RunState.class);
    private static final Words<ScheduleKnowledge> SCHEDULE = new Words<>(ScheduleKnowledge.class);

    @Override
    public String type() {
        return "forecast";
    }

    @Override
    public void write(Forecast forecast, JsonWriter out) {
        out.text("run", forecast.run())
                .text("project", forecast.project())
                .text("group", forecast.group())
                .text("metric", forecast.metric())
                .word("goal", GOAL, forecast.goal())
                .flag("objective", forecast.objective())
                .whole("attempt", forecast.attempt())
                .word("state", STATE, forecast.state())
                .word("worst_anomaly", AnomalyForm.KIND, forecast.worstAnomaly())
                .whole("step", forecast.step())
                .time("time", forecast.time())
                .number("value", forecast.value())
                .number("smoothed", forecast.smoothed())
                .number("zscore", forecast.zscore())
                .number("learning_rate", forecast.learningRate())
                .whole("total_steps", forecast.totalSteps())
                .word("schedule", SCHEDULE, forecast.schedule());
        if (forecast.estimate().isPresent()) {
            EstimateForm.write(forecast.estimate().get(), out.object("estimate"));
            out.endObject();
        }
        if (forecast.standing().isPresent()) {
            StandingForm.write(forecast.standing().get(), out.object("standing"));
            out.endObject();
        }
    }

    @Override
    public Forecast read(JsonReader in) {
        String run = null;
        Optional<String> project = Optional.empty();
        Optional<String> group = Optional.empty();
        String metric = null;
        Goal goal = null;
        Boolean objective = null;
        Integer attempt = null;
        RunState state = null;
        Optional<Anomaly.Kind> worstAnomaly = Optional.empty();
        Long step = null;
        Instant time = null;
        Double value = null;
        OptionalDouble smoothed = OptionalDouble.empty();
        OptionalDouble zscore = OptionalDouble.empty();
        OptionalDouble learningRate = OptionalDouble.empty();
        OptionalLong totalSteps = OptionalLong.empty();
        ScheduleKnowledge schedule = null;
        Optional<Forecast.Estimate> estimate = Optional.empty();
        Optional<Forecast.Standing> standing = Optional.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "run" -> run = in.text(name);
                case "project" -> project = Optional.of(in.text(name));
                case "group" -> group = Optional.of(in.text(name));
                case "metric" -> metric = in.text(name);
                case "goal" -> goal = in.word(name, GOAL);
                case "objective" -> objective = in.flag(name);
                case "attempt" -> attempt = in.count(name);
                case "state" -> state = in.word(name, STATE);
                case "worst_anomaly" -> worstAnomaly = Optional.of(in.word(name, AnomalyForm.KIND));
                case "step" -> step = in.whole(name);
                case "time" -> time = in.time(name);
                case "value" -> value = in.number(name);
                case "smoothed" -> smoothed = OptionalDouble.of(in.number(name));
                case "zscore" -> zscore = OptionalDouble.of(in.number(name));
                case "learning_rate" -> learningRate = OptionalDouble.of(in.number(name));
                case "total_steps" -> totalSteps = OptionalLong.of(in.whole(name));
                case "schedule" -> schedule = in.word(name, SCHEDULE);
                case "estimate" -> estimate = Optional.of(EstimateForm.read(name, in));
                case "standing" -> standing = Optional.of(StandingForm.read(name, in));
                default -> in.unknown(name);
            }
        }
        return new Forecast(
                required("run", run),
                project,
                group,
                required("metric", metric),
                required("goal", goal),
                required("objective", objective),
                required("attempt", attempt),
                required("state", state),
                worstAnomaly,
                required("step", step),
                required("time", time),
                required("value", value),
                smoothed,
                zscore,
                learningRate,
                totalSteps,
                required("schedule", schedule),
                estimate,
                standing);
    }
}
