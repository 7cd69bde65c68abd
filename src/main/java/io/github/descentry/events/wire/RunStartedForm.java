package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Objective;
import io.github.descentry.events.Plan;
import io.github.descentry.events.RunStarted;
import io.github.descentry.events.wire.RejectedRecord.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The fields of a run's start. */
record RunStartedForm(Instant fallbackTime) implements RecordForm<RunStarted> {

    private static final Words<Goal> GOAL = new Words<>(Goal.class);

    @Override
    public String type() {
        return RunStarted.TYPE;
    }

    @Override
    public void write(RunStarted started, JsonWriter out) {
        out.text("run", started.run())
                .text("project", started.project())
                .text("group", started.group())
                .whole("attempt", started.attempt())
                .time("time", started.time());
        if (!started.plan().equals(Plan.UNKNOWN)) {
            PlanForm.write(started.plan(), out.object("plan"));
            out.endObject();
        }
        started.objective().ifPresent(objective -> writeObjective(objective, out));
        // By name: the record's maps have no order of their own.
        if (!started.covariates().isEmpty()) {
            out.numbers("covariates", new TreeMap<>(started.covariates()));
        }
        if (!started.tags().isEmpty()) {
            out.labels("tags", new TreeMap<>(started.tags()));
        }
    }

    @Override
    public RunStarted read(JsonReader in) {
        String run = null;
        Optional<String> project = Optional.empty();
        Optional<String> group = Optional.empty();
        OptionalInt attempt = OptionalInt.empty();
        Instant time = fallbackTime;
        Plan plan = Plan.UNKNOWN;
        Optional<Objective> objective = Optional.empty();
        Map<String, Double> covariates = Map.of();
        Map<String, String> tags = Map.of();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "run" -> run = in.name(name);
                case "project" -> project = in.nameIfAny(name);
                case "group" -> group = in.nameIfAny(name);
                case "attempt" -> attempt = OptionalInt.of(in.attempt(name));
                case "time" -> time = in.time(name);
                case "plan" -> plan = PlanForm.read(name, in);
                case "objective" -> objective = Optional.of(readObjective(name, in));
                case "covariates" -> covariates = in.numbers(name, Reason.INVALID_VALUE);
                case "tags" -> tags = in.labels(name);
                default -> in.unknown(name);
            }
        }
        return new RunStarted(
                required("run", run),
                project,
                group,
                attempt,
                required("time", time),
                plan,
                objective,
                covariates,
                tags);
    }

    private static void writeObjective(Objective objective, JsonWriter out) {
        out.object("objective")
                .text("metric", objective.metric())
                .word("goal", GOAL, objective.goal())
                .number("target", objective.target())
                .endObject();
    }

    private static Objective readObjective(String field, JsonReader in) {
        in.object(field);
        String metric = null;
        Goal goal = Goal.MINIMIZE;
        OptionalDouble target = OptionalDouble.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "metric" -> metric = in.name("objective.metric");
                case "goal" -> goal = in.word("objective.goal", GOAL);
                case "target" -> target = OptionalDouble.of(in.finite("objective.target"));
                default -> in.unknown("objective." + name);
            }
        }
        return new Objective(required("objective.metric", metric), goal, target);
    }
}
