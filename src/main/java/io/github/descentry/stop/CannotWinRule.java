package io.github.descentry.stop;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code cannot_win}: the forecast for the planned end leaves next to no chance to beat the target,
 * or some sibling. Never said of the run that leads its group, and never without a plan: a forecast
 * for an unplanned horizon says nothing about winning.
 *
 * <p>To win is to beat every sibling, so the chance to win is at most that to beat the one hardest
 * to beat. That one is not always the best by expectation: a forecast far from its end may expect
 * more, and be much less sure of it.
 */
public final class CannotWinRule implements ForecastRule {

    private final CannotWinConfig config;

    public CannotWinRule(CannotWinConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "cannot_win";
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public int consecutive() {
        return config.consecutive();
    }

    @Override
    public double sustainedShare() {
        return config.sustainedShare();
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.leading()) {
            return Verdict.clear("no sibling is expected to end better");
        }
        if (!facts.planned()
                || !(facts.share() >= config.minimumShare())
                || facts.share() > config.maximumShare()) {
            return Verdict.unsure();
        }
        double target = facts.beatTarget().orElse(1);
        Rival hardest = hardest(facts, false);
        double rival = beat(facts, hardest, false);
        double chance = Math.min(target, rival);
        if (!(chance < config.chance())) {
            double clear = Math.min(target, beat(facts, hardest(facts, true), true));
            return clear > config.clearChance()
                    ? Verdict.clear(
                            String.format(Locale.ROOT, "its chance to win is back at %.3f", clear))
                    : Verdict.unsure();
        }
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("expected_final", facts.mean());
        evidence.put("expected_final_sd", facts.sd());
        evidence.put("progress_share", facts.share());
        if (rival <= target) {
            evidence.put("beat_sibling", rival);
            evidence.put("sibling_mean", hardest.mean());
            evidence.put("sibling_sd", hardest.sd());
            return Verdict.stop(
                    String.format(
                            Locale.ROOT,
                            "%s is expected to end at %.4g ± %.2g, its chance to beat %s (%.4g) is"
                                    + " %.3f",
                            facts.metric(),
                            facts.mean(),
                            facts.sd(),
                            hardest.run(),
                            hardest.mean(),
                            rival),
                    evidence);
        }
        evidence.put("beat_target", target);
        return Verdict.stop(
                String.format(
                        Locale.ROOT,
                        "%s is expected to end at %.4g ± %.2g, its chance to reach its target is"
                                + " %.3f",
                        facts.metric(),
                        facts.mean(),
                        facts.sd(),
                        target),
                evidence);
    }

    /**
     * The sibling that the run has the least chance to beat; null without siblings.
     *
     * @param steady see {@link #beat}
     */
    private Rival hardest(Facts facts, boolean steady) {
        Rival hardest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Rival rival : facts.rivals()) {
            double chance = beat(facts, rival, steady);
            if (chance < least) {
                hardest = rival;
                least = chance;
            }
        }
        return hardest;
    }

    /**
     * Chance to beat a sibling, certain if there is none.
     *
     * @param steady whether forecasts that have widened count as no less sure than they once were
     */
    private double beat(Facts facts, Rival rival, boolean steady) {
        if (rival == null) {
            return 1;
        }
        double margin = config.marginShare() * Math.abs(rival.mean());
        return Chance.better(
                facts.goal(),
                facts.mean(),
                steady ? steady(facts.sd(), facts.narrowest()) : facts.sd(),
                rival.mean() - facts.goal().sign() * margin,
                steady ? steady(rival.sd(), rival.narrowest()) : rival.sd());
    }

    private double steady(double sd, double narrowest) {
        return Math.min(sd, config.widening() * narrowest);
    }
}
