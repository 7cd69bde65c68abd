package io.github.descentry.stop;

import io.github.descentry.detect.Checks;

/**
 * Settings of {@link CannotWinRule}.
 *
 * @param chance below this chance to beat the target, or some sibling, a run cannot win
 * @param clearChance above this chance it can again; between the two nothing changes
 * @param widening by how many times its narrowest forecast so far a run, or its rival, may be
 *     unsure when it is cleared: a forecast that has burst says nothing in favour of a run
 * @param marginShare by how much of the sibling's expected value it has to be better
 * @param minimumShare share of the planned steps before it judges
 * @param maximumShare share after which it no longer judges: so near the end little is saved, and
 *     who wins is soon known anyway
 * @param consecutive checkpoints in a row for which it has to hold, or to clear
 * @param sustainedShare and for at least this share of the planned steps
 */
public record CannotWinConfig(
        double chance,
        double clearChance,
        double widening,
        double marginShare,
        double minimumShare,
        double maximumShare,
        int consecutive,
        double sustainedShare) {

    public static final CannotWinConfig DEFAULT =
            new CannotWinConfig(0.02, 0.15, 2, 0, 0.25, 0.9, 5, 0.02);

    public CannotWinConfig {
        Checks.between("stop.cannot_win.chance", chance, 0, 0.5);
        Checks.between("stop.cannot_win.clear_chance", clearChance, chance, 1);
        Checks.atLeast("stop.cannot_win.widening", widening, 1);
        Checks.between("stop.cannot_win.margin_share", marginShare, 0, 1);
        Checks.between("stop.cannot_win.minimum_share", minimumShare, 0, 1);
        Checks.between("stop.cannot_win.maximum_share", maximumShare, minimumShare, 1);
        Checks.atLeast("stop.cannot_win.consecutive", consecutive, 1);
        Checks.between("stop.cannot_win.sustained_share", sustainedShare, 0, 1);
    }
}
