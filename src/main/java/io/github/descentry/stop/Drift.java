package io.github.descentry.stop;

import java.util.Map;

/**
 * How fast the distances of siblings from the best of them change, as the group itself has shown:
 * the mean square of the change of a run's distance since it had done 1/1.25 and 1/2 of its present
 * progress, per unit of ln progress. Siblings err in the same direction, a schedule lowers all of
 * them together; their distances are steady where their levels are not, and what they have changed
 * by in a doubling of progress says what they may change by in the next.
 */
final class Drift {

    /** Weight of a run's own changes; the rest is of all. */
    private static final double OWN = 0.5;

    private final Guide guide;
    private final String run;
    private final Rung now;
    private double pooled;
    private int windows;
    private double own;
    private int ownWindows;

    private Drift(Guide guide, String run, Rung now) {
        this.guide = guide;
        this.run = run;
        this.now = now;
    }

    /** Of the run that the facts are about. */
    static Drift of(RungRule.Facts facts, Guide guide) {
        int at = facts.shared();
        Drift drift = new Drift(guide, facts.run(), facts.rungs().apply(at));
        for (double window : Guide.WINDOWS) {
            int before = Guide.before(at, window);
            if (before >= 1) {
                drift.add(facts.rungs().apply(before), Math.log(at / (double) before));
            }
        }
        return drift;
    }

    private void add(Rung earlier, double time) {
        Rung.Mark head = earlier.mark(guide.best().run());
        if (head == null) {
            return;
        }
        double sum = 0;
        int count = 0;
        for (Map.Entry<String, Double> each : guide.distances().entrySet()) {
            Rung.Mark mark = earlier.mark(each.getKey());
            if (mark == null) {
                continue;
            }
            double change = each.getValue() - guide.distance(mark, head);
            sum += change * change;
            count++;
            if (each.getKey().equals(run)) {
                own += change * change / time;
                ownWindows++;
            }
        }
        if (count > 0) {
            pooled += sum / count / time;
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
        int siblings = guide.distances().size();
        double all = (siblings * pooled / windows + weight * prior) / (siblings + weight);
        double mine = ownWindows > 0 ? own / ownWindows : all;
        return OWN * mine + (1 - OWN) * all;
    }

    /**
     * Square of what levels and forecasts disagree by on the distance of the run; 0 where either
     * has no forecast.
     */
    double disagreement() {
        Rung.Mark mark = now.mark(run);
        Rung.Mark head = guide.best();
        double apart = mark.level() - head.level() - (mark.expected() - head.expected());
        return Double.isFinite(apart) ? apart * apart : 0;
    }
}
