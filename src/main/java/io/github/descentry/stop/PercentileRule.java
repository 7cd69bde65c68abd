package io.github.descentry.stop;

import java.util.Arrays;
import java.util.Map;

/**
 * {@code median} and {@code percentile}: the level of the run is worse than the median, or another
 * percentile, of what its siblings had reached at the same share of their plans. As the median
 * stopping rule of Vizier (Golovin and others, KDD 2017) and of many tools since, but on levels
 * (the median of the last values) in place of single or averaged ones, interpolated in progress in
 * place of equal steps, and against running siblings too, not only completed ones. Siblings that
 * were stopped count where they have been.
 *
 * <p>The percentile is the value of the rank ⌈kept · siblings⌉, so that equal runs all go on.
 */
public final class PercentileRule implements RungRule {

    private final String name;
    private final PercentileConfig config;

    private PercentileRule(String name, PercentileConfig config) {
        this.name = name;
        this.config = config;
    }

    public static PercentileRule median(PercentileConfig config) {
        return new PercentileRule("median", config);
    }

    public static PercentileRule percentile(PercentileConfig config) {
        return new PercentileRule("percentile", config);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.shared() < Math.max(1, config.minimumShare() * Rung.RUNGS)) {
            return Verdict.unsure();
        }
        Rung rung = facts.rungs().apply(facts.shared());
        double[] others = Levels.of(rung, facts);
        if (others.length < config.minimumSiblings()) {
            return Verdict.unsure();
        }
        double level = facts.goal().sign() * rung.mark(facts.run()).level();
        Arrays.sort(others);
        int rank = Math.max(1, (int) Math.ceil(config.kept() * others.length));
        double bound = others[rank - 1];
        if (!(level > bound)) {
            return Verdict.clear("it is among the better of its siblings again");
        }
        return Verdict.stop(
                Levels.sentence(
                        facts,
                        "%s stands at %.4g after %d %% of the plan, worse than %.4g, the rank %d"
                                + " of %d siblings there",
                        facts.goal().sign() * level,
                        facts.shared(),
                        facts.goal().sign() * bound,
                        rank,
                        others.length),
                Map.of(
                        "level",
                        facts.goal().sign() * level,
                        "bound",
                        facts.goal().sign() * bound,
                        "siblings",
                        (double) others.length,
                        "progress_share",
                        facts.shared() / (double) Rung.RUNGS));
    }
}
