package io.github.descentry.backtest;

import io.github.descentry.events.Checkpoint;
import io.github.descentry.events.LearningRateSchedule;
import io.github.descentry.events.LearningRateSchedule.Piecewise;
import io.github.descentry.events.Plan;
import io.github.descentry.ingest.CorpusPlan;
import io.github.descentry.ingest.CorpusRun;
import io.github.descentry.ingest.ScheduleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The plan a recorded run would have declared at its start.
 *
 * <p>Length: {@code planned_steps}, if the log ends within a tenth of it; else the last logged
 * step: the plan was a nominal one (a cap on time, a target reached early), and {@code final_value}
 * is of the end that came. Schedule: if the record names a shape that is fixed in advance (cosine,
 * WSD, steps …) and the rates were logged, these rates; else what the words themselves determine;
 * else none. A rate that was lowered when a loss stood still is known to nobody in advance, so
 * words that say so declare nothing. What a job has declared itself is its schedule.
 */
public final class StudyPlan {

    /** "811" is the name under which three-stage step schedules (80, 10, 10 % of the run) go. */
    private static final Pattern FIXED_SHAPE =
            Pattern.compile("cosine|linear|wsd|step|constant|decay|\\b811\\b");

    private static final Pattern ADAPTIVE = Pattern.compile("plateau|wall-clock|auto");

    /** A straight line may miss a logged rate by this share of the peak. */
    private static final double TOLERANCE = 0.002;

    private StudyPlan() {}

    public static Plan of(CorpusRun run) {
        long last = run.checkpoints().get(run.checkpoints().size() - 1).step();
        CorpusPlan recorded = run.plan().orElse(CorpusPlan.UNKNOWN);
        long length = Math.max(1, length(recorded.steps(), last));
        String words = recorded.schedule().orElse("").toLowerCase(Locale.ROOT);
        Optional<LearningRateSchedule> schedule =
                run.heard().flatMap(it -> it.started().plan().schedule());
        if (FIXED_SHAPE.matcher(words).find() && !ADAPTIVE.matcher(words).find()) {
            schedule = logged(run);
            if (schedule.isEmpty()) {
                schedule = ScheduleText.parse(words, OptionalLong.of(length));
            }
        }
        return new Plan(OptionalLong.of(length), OptionalDouble.empty(), schedule);
    }

    private static long length(OptionalLong planned, long last) {
        if (planned.isEmpty()) {
            return last;
        }
        double share = last / (double) planned.getAsLong();
        return share >= 0.9 && share <= 1.1 ? Math.max(last, planned.getAsLong()) : last;
    }

    private static Optional<LearningRateSchedule> logged(CorpusRun run) {
        List<Piecewise.Point> rates = new ArrayList<>();
        for (Checkpoint checkpoint : run.checkpoints()) {
            Double rate = checkpoint.metrics().get(CorpusRun.LEARNING_RATE);
            if (rate != null && rate >= 0) {
                rates.add(new Piecewise.Point(checkpoint.step(), rate));
            }
        }
        if (rates.size() < 3) {
            return Optional.empty();
        }
        double peak = new Piecewise(rates).peak();
        List<Piecewise.Point> kept = new ArrayList<>();
        kept.add(rates.get(0));
        simplify(rates, 0, rates.size() - 1, TOLERANCE * peak, kept);
        return peak > 0 ? Optional.of(new Piecewise(kept)) : Optional.empty();
    }

    /** Douglas and Peucker 1973: the fewest points whose lines stay near all. */
    private static void simplify(
            List<Piecewise.Point> points,
            int from,
            int to,
            double tolerance,
            List<Piecewise.Point> kept) {
        Piecewise.Point first = points.get(from);
        Piecewise.Point last = points.get(to);
        int farthest = -1;
        double most = tolerance;
        for (int i = from + 1; i < to; i++) {
            double share =
                    (points.get(i).step() - first.step()) / (double) (last.step() - first.step());
            double line = first.rate() + (last.rate() - first.rate()) * share;
            double distance = Math.abs(points.get(i).rate() - line);
            if (distance > most) {
                most = distance;
                farthest = i;
            }
        }
        if (farthest < 0) {
            kept.add(last);
        } else {
            simplify(points, from, farthest, tolerance, kept);
            simplify(points, farthest, to, tolerance, kept);
        }
    }
}
