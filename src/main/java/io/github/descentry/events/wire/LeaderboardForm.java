package io.github.descentry.events.wire;

import static io.github.descentry.events.wire.JsonReader.required;

import io.github.descentry.events.Goal;
import io.github.descentry.events.Leaderboard;
import io.github.descentry.events.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The fields of a leaderboard. */
final class LeaderboardForm implements RecordForm<Leaderboard> {

    @Override
    public String type() {
        return "leaderboard";
    }

    @Override
    public void write(Leaderboard board, JsonWriter out) {
        out.text("group", board.group())
                .text("metric", board.metric())
                .word("goal", ForecastForm.GOAL, board.goal())
                .time("time", board.time())
                .array("entries");
        for (Leaderboard.Entry entry : board.entries()) {
            out.element()
                    .text("run", entry.run())
                    .word("state", ForecastForm.STATE, entry.state())
                    .whole("step", entry.step())
                    .number("mean", entry.mean())
                    .number("sd", entry.sd())
                    .whole("rank", entry.rank())
                    .number("beat_best", entry.beatBest())
                    .endObject();
        }
        out.endArray();
    }

    @Override
    public Leaderboard read(JsonReader in) {
        String group = null;
        String metric = null;
        Goal goal = null;
        Instant time = null;
        List<Leaderboard.Entry> entries = null;
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case RecordJson.TYPE -> in.skip();
                case "group" -> group = in.text(name);
                case "metric" -> metric = in.text(name);
                case "goal" -> goal = in.word(name, ForecastForm.GOAL);
                case "time" -> time = in.time(name);
                case "entries" -> entries = entries(in);
                default -> in.unknown(name);
            }
        }
        return new Leaderboard(
                required("group", group),
                required("metric", metric),
                required("goal", goal),
                required("time", time),
                required("entries", entries));
    }

    private static List<Leaderboard.Entry> entries(JsonReader in) {
        in.array("entries");
        List<Leaderboard.Entry> entries = new ArrayList<>();
        while (in.nextElement()) {
            in.object("entries");
            entries.add(entry(in));
        }
        return entries;
    }

    private static Leaderboard.Entry entry(JsonReader in) {
        String run = null;
        RunState state = null;
        Long step = null;
        Double mean = null;
        Double sd = null;
        OptionalInt rank = OptionalInt.empty();
        OptionalDouble beatBest = OptionalDouble.empty();
        String name;
        while ((name = in.nextField()) != null) {
            switch (name) {
                case "run" -> run = in.text("entries.run");
                case "state" -> state = in.word("entries.state", ForecastForm.STATE);
                case "step" -> step = in.whole("entries.step");
                case "mean" -> mean = in.number("entries.mean");
                case "sd" -> sd = in.number("entries.sd");
                case "rank" -> rank = OptionalInt.of(in.count("entries.rank"));
                case "beat_best" -> beatBest = OptionalDouble.of(in.number("entries.beat_best"));
                default -> in.unknown("entries." + name);
            }
        }
        return new Leaderboard.Entry(
                required("entries.run", run),
                required("entries.state", state),
                required("entries.step", step),
                required("entries.mean", mean),
                required("entries.sd", sd),
                rank,
                beatBest);
    }
}
