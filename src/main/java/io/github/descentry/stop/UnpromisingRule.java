package io.github.descentry.stop;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code unpromising}: stopping the run is expected to cost next to nothing. Not the chance that it
 * ends best decides, but the expected regret: E[max(0, best − this)] of the final values, held
 * against the spread of the group, so that of many near-equal runs most may go, while one that is
 * far behind but may still jump is kept.
 *
 * <p>Let d be the distance of the run from the best contender at the same share of progress p: of
 * its outlook, which is level and forecast weighed by what they were worth in this group ({@link
 * Guide}). The change of d until the end is taken to have Student's t distribution with 2 degrees
 * of freedom and the scale s, where s² is ln(1/p) times the rate at which the distances in this
 * group have been changing per unit of ln progress ({@link Drift}), shrunk to a guess in proportion
 * to the spread while there are few siblings, and a term for what forecast and level disagree by.
 * Then the expected loss is s · (√(2 + z²) − z) / 2 with z = d / s. The tails are heavy on purpose,
 * as in {@link Chance}: curves cross.
 *
 * <p>A stop is advised if the loss is below {@code tolerance} · √(5 / runs) · spread, where spread
 * is the median distance of the runs that are left, so that it becomes more careful as the field
 * thins out; or below {@code indifference} times the best level. The root keeps the sum over the
 * stops of a large group from growing with it. Never advised for the run at the head.
 */
public final class UnpromisingRule implements RungRule {

    private static final double SIZE = 5;

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
        return 1;
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
        double[] spreads = all(guide);
        double spread = median(spreads);
        double distance = guide.distance(facts.run());
        double ahead = Math.log(1 / share);
        double guess = config.priorRate() * spread;
        double rate = drift.rate(guess * guess, config.priorSiblings());
        double unsure = drift.disagreement() * Math.min(1, ahead);
        double scale = Math.sqrt(rate * ahead + unsure);
        double loss = loss(distance, scale);
        double bound =
                Math.max(
                        config.tolerance() * spread * Math.sqrt(SIZE / spreads.length),
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

    /** E[max(0, X)] for the loss X, which is −distance in the middle. */
    static double loss(double distance, double scale) {
        if (!(scale > 0)) {
            return Math.max(0, -distance);
        }
        double z = distance / scale;
        // For large z the difference of the two would lose its digits.
        return z > 1e4 ? scale / (2 * z) : scale * (Math.sqrt(2 + z * z) - z) / 2;
    }

    /** Distances of all contenders, with the best's own. */
    private static double[] all(Guide guide) {
        double[] all = new double[guide.distances().size() + 1];
        int count = 1;
        for (double distance : guide.distances().values()) {
            all[count++] = distance;
        }
        return all;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
