package io.github.descentry.stop;

import java.util.Map;

/**
 * How fast the distances of siblings from the best of them change, as the group itself has shown:
 * the mean square of the change of a run's distance since it had done 1/{@value #NEAR} and
 * 1/{@value #FAR} of its present progress, per unit of ln progress. Siblings err in the same
 * direction, a schedule lowers all of them together; their distances are steady where their levels
 * are not, and what they have changed by in a doubling of progress says what they may change by in
 * the next.
 */
final class Drift {

    private static final double NEAR = 1.25;
    private static final double FAR = 2;

    /** Weight of a run's own changes; the rest is of all. */
    private static final double OWN = 0.5;

    private final double sign;
    private final String best;
    private final Rung now;
    private final int at;
    private double pooled;
    private int windows;
    private double own;
    private int ownWindows;
    private int siblings;

    private Drift(double sign, String best, Rung now, int at) {
        this.sign = sign;
        this.best = best;
        this.now = now;
        this.at = at;
    }

    /**
     * Of one run.
     *
     * @param best the run at the head of the group
     * @param distances of all runs that count, the best excepted, from the best
     */
    static Drift of(RungRule.Facts facts, String best, Map<String, Double> distances) {
        Drift drift =
                new Drift(
                        facts.goal().sign(),
                        best,
                        facts.rungs().apply(facts.shared()),
                        facts.shared());
        drift.siblings = distances.size();
        for (double window : new double[] {NEAR, FAR}) {
            int before = Math.max(1, (int) Math.rint(drift.at / window));
            before = before >= drift.at ? drift.at - 1 : before;
            if (before >= 1) {
                drift.add(facts.rungs().apply(before), before, facts.run(), distances);
            }
        }
        return drift;
    }

    private void add(Rung earlier, int before, String run, Map<String, Double> distances) {
        Rung.Mark head = earlier.mark(best);
        if (head == null) {
            return;
        }
        double unit = Math.log(at / (double) before);
        double sum = 0;
        int count = 0;
        for (Map.Entry<String, Double> each : distances.entrySet()) {
            Rung.Mark mark = earlier.mark(each.getKey());
            if (mark == null) {
                continue;
            }
            double change = each.getValue() - sign * (mark.level() - head.level());
            sum += change * change;
            count++;
            if (each.getKey().equals(run)) {
                own += change * change / unit;
                ownWindows++;
            }
        }
        if (count > 0) {
            pooled += sum / count / unit;
            windows++;
        }
    }

    /** Whether there is anything to go by. */
    boolean known() {
        return windows > 0;
    }

    /**
     * Mean square change per unit of ln progress.
     *
     * @param prior the same before anything was seen
     * @param weight how many siblings it weighs as much as
     */
    double rate(double prior, double weight) {
        double all = (siblings * pooled / windows + weight * prior) / (siblings + weight);
        double mine = ownWindows > 0 ? own / ownWindows : all;
        return OWN * mine + (1 - OWN) * all;
    }

    /**
     * Square of half of what level and forecast disagree by on the distance of a run; 0 where
     * either has no forecast.
     */
    double disagreement(String run, double distance) {
        Rung.Mark mark = now.mark(run);
        Rung.Mark head = now.mark(best);
        double half = (distance - sign * (mark.expected() - head.expected())) / 2;
        return Double.isFinite(half) ? half * half : 0;
    }
}
