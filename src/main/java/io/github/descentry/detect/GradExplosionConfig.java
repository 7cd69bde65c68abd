package io.github.descentry.detect;

/**
 * Settings of {@link GradExplosion}. How unlikely norms have to be to open it follows from the
 * false alarms that are allowed, see {@link FalseAlarms}.
 *
 * @param warmupReports finite norms before it judges
 * @param warmupShare share of the planned steps before it judges
 * @param singleFactor how many times the usual norm one report has to be to open alone
 * @param factor how many times the usual norm each of a few in a row has to be
 * @param oddChance and how unlikely at most under the norm's own noise
 * @param nonFinite norms in a row that are NaN or infinite after which it is critical
 * @param nonFiniteHabit finite norms within which a second lone one is taken for a habit, as that
 *     of mixed precision that looks for its loss scale, and does not open
 * @param bandFactor back inside means at most this many times the usual norm
 * @param resolveAfter reports inside in a row that end it
 * @param recoveryShare share of the planned steps (of the steps so far without a plan) within which
 *     it has to end, or else escalates
 * @param recoveryReports and at least as many reports
 */
public record GradExplosionConfig(
        int warmupReports,
        double warmupShare,
        double singleFactor,
        double factor,
        double oddChance,
        int nonFinite,
        int nonFiniteHabit,
        double bandFactor,
        int resolveAfter,
        double recoveryShare,
        int recoveryReports) {

    public static final GradExplosionConfig DEFAULT =
            new GradExplosionConfig(30, 0.005, 8, 3, 0.003, 3, 2000, 2, 3, 0.02, 20);

    public GradExplosionConfig {
        Checks.atLeast("detect.grad_explosion.warmup_reports", warmupReports, 3);
        Checks.between("detect.grad_explosion.warmup_share", warmupShare, 0, 1);
        Checks.between("detect.grad_explosion.factor", factor, 1.1, 1e6);
        Checks.between("detect.grad_explosion.single_factor", singleFactor, factor, 1e6);
        Checks.between("detect.grad_explosion.odd_chance", oddChance, 0, 1);
        Checks.atLeast("detect.grad_explosion.non_finite", nonFinite, 1);
        Checks.atLeast("detect.grad_explosion.non_finite_habit", nonFiniteHabit, 0);
        Checks.between("detect.grad_explosion.band_factor", bandFactor, 1, factor);
        Checks.atLeast("detect.grad_explosion.resolve_after", resolveAfter, 1);
        Checks.between("detect.grad_explosion.recovery_share", recoveryShare, 0, 1);
        Checks.atLeast("detect.grad_explosion.recovery_reports", recoveryReports, 1);
    }

    /** The same, but for the factors. */
    public GradExplosionConfig with(double newFactor, double newSingleFactor) {
        return new GradExplosionConfig(
                warmupReports,
                warmupShare,
                newSingleFactor,
                newFactor,
                oddChance,
                nonFinite,
                nonFiniteHabit,
                Math.min(bandFactor, newFactor),
                resolveAfter,
                recoveryShare,
                recoveryReports);
    }
}
