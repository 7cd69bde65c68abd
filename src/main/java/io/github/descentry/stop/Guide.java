package io.github.descentry.stop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is ahead of whom in a group at a rung, by how much. Two things tell: the level that a run has
 * and the final value that is forecast for it. Levels do not know how steep a curve still is;
 * forecasts err, and not always alike. How much each is worth is learned from the group itself: the
 * one that has lately moved less between siblings, what all moved by left out, weighs more, by the
 * inverse of its mean square, as estimates of known precision are combined. The <em>outlook</em> of
 * a run is (1 − w) · level + w · forecast. Immutable.
 */
final class Guide {

    /** Changes are taken since the run had done so many times less than now. */
    static final double[] WINDOWS = {1.25, 2};

    private final int sign;
    private final double weight;
    private final Rung.Mark best;
    private final Map<String, Double> distances = new LinkedHashMap<>();

    private Guide(RungRule.Facts facts, List<Rung.Mark> marks, double weight) {
        this.sign = facts.goal().sign();
        this.weight = weight;
        Rung.Mark head = marks.get(0);
        for (Rung.Mark mark : marks) {
            head = facts.goal().better(outlook(mark), outlook(head)) ? mark : head;
        }
        best = head;
        for (Rung.Mark mark : marks) {
            if (mark != best) {
                distances.put(mark.run(), distance(mark, best));
            }
        }
    }

    /** For a run that has a mark at the shared rung, and its contending siblings there. */
    static Guide of(RungRule.Facts facts) {
        Rung rung = facts.rungs().apply(facts.shared());
        List<Rung.Mark> marks = new ArrayList<>();
        marks.add(rung.mark(facts.run()));
        for (RungRule.Sibling sibling : facts.siblings()) {
            Rung.Mark mark = sibling.contends() ? rung.mark(sibling.run()) : null;
            if (mark != null) {
                marks.add(mark);
            }
        }
        double levels = 0;
        double forecasts = 0;
        for (double window : WINDOWS) {
            int before = before(facts.shared(), window);
            if (before >= 1) {
                Rung earlier = facts.rungs().apply(before);
                Moves moves = new Moves();
                marks.forEach(mark -> moves.add(mark, earlier.mark(mark.run())));
                levels += moves.levels();
                forecasts += moves.forecasts();
            }
        }
        double sum = levels + forecasts;
        return new Guide(facts, marks, sum > 0 ? levels / sum : 0);
    }

    /** The rung of an earlier time; 0 if there is none. */
    static int before(int at, double window) {
        return Math.min(at - 1, (int) Math.max(1, Math.rint(at / window)));
    }

    /** Weight of the forecasts, 0 to 1. */
    double weight() {
        return weight;
    }

    /** The run at the head. */
    Rung.Mark best() {
        return best;
    }

    /** How far the run and its contending siblings, the best excepted, are behind the best. */
    Map<String, Double> distances() {
        return distances;
    }

    /** How far a run is behind the best; 0 for the best itself. */
    double distance(String run) {
        return distances.getOrDefault(run, 0.0);
    }

    /** How far one mark is behind another of the same rung, in units of the metric. */
    double distance(Rung.Mark mark, Rung.Mark head) {
        return sign * (outlook(mark) - outlook(head));
    }

    private double outlook(Rung.Mark mark) {
        return Double.isNaN(mark.expected())
                ? mark.level()
                : (1 - weight) * mark.level() + weight * mark.expected();
    }

    /** What levels and forecasts of siblings have moved by since an earlier rung. */
    private static final class Moves {

        private int count;
        private double level;
        private double levelSquares;
        private double forecast;
        private double forecastSquares;

        private void add(Rung.Mark now, Rung.Mark then) {
            if (then == null || Double.isNaN(now.expected()) || Double.isNaN(then.expected())) {
                return;
            }
            double byLevel = now.level() - then.level();
            double byForecast = now.expected() - then.expected();
            count++;
            level += byLevel;
            levelSquares += byLevel * byLevel;
            forecast += byForecast;
            forecastSquares += byForecast * byForecast;
        }

        private double levels() {
            return variance(level, levelSquares);
        }

        private double forecasts() {
            return variance(forecast, forecastSquares);
        }

        private double variance(double sum, double squares) {
            return count < 2 ? 0 : Math.max(0, squares / count - sum / count * (sum / count));
        }
    }
}
