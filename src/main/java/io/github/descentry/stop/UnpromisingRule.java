package io.github.descentry.stop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code unpromising}: what the run may still add to its group is not worth the steps it would
 * take. Not the chance that it ends best decides, but by how much the best final value is expected
 * to be worse without it ({@link Contribution}), against what it costs: of many near-equal runs
 * most may go, one that is far behind but may still jump is kept, and of two equally promising ones
 * the more expensive goes first.
 *
 * <p>Let the distance of a run be how far its outlook is behind the best at the same share of
 * progress p, where outlook is level and forecast weighed by what they were worth in this group
 * ({@link Guide}). The change of a distance until the end has the scale s, where s² is ln(1/p)
 * times the rate at which the distances in this group have been changing per unit of ln progress
 * ({@link Drift}), shrunk to a guess in proportion to the spread while there are few siblings, and
 * a term for what forecast and level disagree by. Each run has s / √2 of it, as a distance is that
 * of two.
 *
 * <p>A stop is advised if the expected loss is below {@code tolerance} · spread · cost. Cost is the
 * share of the group's planned steps that the run has still to make, and spread the median distance
 * of the runs that are left, so that it becomes more careful as the field thins out and as less can
 * be saved. That is the rule of Lagrange for least regret at a given compute: each stop is taken
 * that saves more than a fixed price per unit of regret. Also advised if the loss is below {@code
 * indifference} times the best level. Never advised for the run at the head.
 */
public final class UnpromisingRule implements RungRule {

    /** The loss has to be so many times as large as the bound before the run is cleared. */
    private static final double CLEAR = 2;

    private final UnpromisingConfig config;

    public UnpromisingRule(UnpromisingConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "unpromising";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Verdict judge(Facts facts) {
        double share = facts.shared() / (double) Rung.RUNGS;
        if (facts.shared() < 1 || share < config.minimumShare() || share > config.maximumShare()) {
            return Verdict.unsure();
        }
        Rung rung = facts.rungs().apply(facts.shared());
        Guide guide = Guide.of(facts);
        Rung.Mark best = guide.best();
        if (best.run().equals(facts.run())) {
            return Verdict.clear("no sibling is ahead of it");
        }
        Drift drift = Drift.of(facts, guide);
        if (!drift.known()) {
            return Verdict.unsure();
        }
        double[] distances = all(guide);
        double spread = median(distances);
        double distance = guide.distance(facts.run());
        double ahead = Math.log(1 / share);
        double guess = config.priorRate() * spread;
        double rate = drift.rate(guess * guess, config.priorSiblings());
        double unsure = drift.disagreement() * Math.min(1, ahead);
        double scale = Math.sqrt(rate * ahead + unsure);
        double loss = Contribution.of(distances, place(guide, facts.run()), scale / Math.sqrt(2));
        double cost = (1 - share) * facts.part();
        double bound =
                Math.max(
                        config.tolerance() * spread * cost,
                        config.indifference() * Math.abs(best.level()));
        if (!(loss < bound)) {
            return loss > CLEAR * bound
                    ? Verdict.clear(
                            String.format(
                                    Locale.ROOT,
                                    "to stop it would now be expected to cost %.2g",
                                    loss))
                    : Verdict.unsure();
        }
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("progress_share", share);
        evidence.put("level", rung.mark(facts.run()).level());
        evidence.put("distance", distance);
        evidence.put("forecast_weight", guide.weight());
        evidence.put("best_level", best.level());
        evidence.put("distance_scale", scale);
        evidence.put("expected_loss", loss);
        evidence.put("loss_bound", bound);
        evidence.put("spread", spread);
        evidence.put("cost", cost);
        return Verdict.stop(
                Levels.sentence(
                        facts,
                        "%s is %.3g behind %s after %d %% of the plan, and this distance is expected"
                                + " to change by no more than some %.2g: to stop it costs %.2g",
                        distance,
                        best.run(),
                        facts.shared(),
                        scale,
                        loss),
                evidence);
    }

    /** Distances of all contenders, the best's own first. */
    private static double[] all(Guide guide) {
        double[] all = new double[guide.distances().size() + 1];
        int count = 1;
        for (double distance : guide.distances().values()) {
            all[count++] = distance;
        }
        return all;
    }

    /** Where the distance of a run that is not the best stands among these. */
    private static int place(Guide guide, String run) {
        int place = 1;
        for (String each : guide.distances().keySet()) {
            if (each.equals(run)) {
                break;
            }
            place++;
        }
        return place;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
