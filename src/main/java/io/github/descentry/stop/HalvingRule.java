package io.github.descentry.stop;

import java.util.Map;

/**
 * {@code halving}: asynchronous successive halving (Li and others, MLSys 2020). Its rungs are at
 * {@code minimum_share · eta^k} of the plan; of n runs that got there the best ⌈n / eta⌉ go on.
 *
 * <p>Three things differ from the schedulers known by that name. A run that passed a rung early,
 * when few had been there, is judged at it again whenever it crosses any rung, against all who came
 * since: the paper lets such mistakes stand. At least eta runs must have got there. And the best at
 * the rung is never stopped, so that one is always left.
 */
public final class HalvingRule implements RungRule {

    private final HalvingConfig config;

    public HalvingRule(HalvingConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "halving";
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
        int at = rung(facts.shared());
        if (at == 0) {
            return Verdict.unsure();
        }
        Rung rung = facts.rungs().apply(at);
        Rung.Mark mark = rung.mark(facts.run());
        double[] others = Levels.of(rung, facts);
        int runs = others.length + 1;
        if (mark == null || runs < config.eta()) {
            return Verdict.unsure();
        }
        double level = facts.goal().sign() * mark.level();
        int rank = 1;
        for (double other : others) {
            rank += other < level ? 1 : 0;
        }
        int places = (int) Math.ceil(runs / config.eta());
        if (rank <= places) {
            return Verdict.clear("it is among those that go on");
        }
        return Verdict.stop(
                Levels.sentence(
                        facts,
                        "%s stood at %.4g after %d %% of the plan, rank %d of %d, and %d go on",
                        mark.level(),
                        at,
                        rank,
                        runs,
                        places),
                Map.of(
                        "level",
                        mark.level(),
                        "rank",
                        (double) rank,
                        "runs",
                        (double) runs,
                        "progress_share",
                        at / (double) Rung.RUNGS));
    }

    /** The highest of its rungs up to another; 0 if there is none. */
    private int rung(int upTo) {
        int found = 0;
        for (double share = config.minimumShare(); share < 1; share *= config.eta()) {
            int at = (int) Math.max(1, Math.round(share * Rung.RUNGS));
            if (at <= upTo && at < Rung.RUNGS) {
                found = at;
            }
        }
        return found;
    }
}
