package io.github.descentry.stop;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code cannot_win}: the forecast for the planned end leaves next to no chance to beat the target,
 * or the best sibling. Never said of the run that leads its group, and never without a plan: a
 * forecast for an unplanned horizon says nothing about winning.
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
        return 2;
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
        double rival = facts.rival().map(best -> beat(facts, best, false)).orElse(1.0);
        double chance = Math.min(target, rival);
        if (!(chance < config.chance())) {
            double clear =
                    Math.min(
                            target, facts.rival().map(best -> beat(facts, best, true)).orElse(1.0));
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
            ForecastRule.Rival best = facts.rival().orElseThrow();
            evidence.put("beat_best", rival);
            evidence.put("best_mean", best.mean());
            evidence.put("best_sd", best.sd());
            return Verdict.stop(
                    String.format(
                            Locale.ROOT,
                            "%s is expected to end at %.4g ± %.2g, its chance to beat %s (%.4g) is"
                                    + " %.3f",
                            facts.metric(),
                            facts.mean(),
                            facts.sd(),
                            best.run(),
                            best.mean(),
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
     * Chance to beat a rival.
     *
     * @param steady whether forecasts that have widened count as no less sure than they once were
     */
    private double beat(Facts facts, Rival best, boolean steady) {
        double margin = config.marginShare() * Math.abs(best.mean());
        return Chance.better(
                facts.goal(),
                facts.mean(),
                steady ? steady(facts.sd(), facts.narrowest()) : facts.sd(),
                best.mean() - facts.goal().sign() * margin,
                steady ? steady(best.sd(), best.narrowest()) : best.sd());
    }

    private double steady(double sd, double narrowest) {
        return Math.min(sd, config.widening() * narrowest);
    }
}
