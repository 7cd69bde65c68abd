package io.github.descentry.monitor;

import io.github.descentry.detect.Split;
import io.github.descentry.events.Goal;
import java.util.Optional;

/**
 * Which curve of a run is to be seen beside another: the training curve of a validation curve, and
 * the other way round. Of several, one with the same goal goes before one with another, and then
 * the one whose name ends alike for longest: {@code train/cls_loss} goes with {@code val/cls_loss}.
 * Where no curve says that it is of training, a falling one that says nothing is taken for it.
 */
final class Counterpart {

    private static final int SAME_GOAL = 1000;

    private Counterpart() {}

    /**
     * The counterpart; absent if the curve is not of the split it is asked for, or has none.
     *
     * @param own split that the curve has to be of
     * @param other split of its counterpart
     */
    static Optional<CurveMemory> of(RunMemory memory, CurveMemory curve, Split own, Split other) {
        if (curve.split() != own) {
            return Optional.empty();
        }
        CurveMemory closest = closest(memory, curve, other);
        if (closest == null && other == Split.TRAINING) {
            closest = closest(memory, curve, Split.UNSPECIFIED);
            if (closest != null && closest.goal() != Goal.MINIMIZE) {
                closest = null;
            }
        }
        return Optional.ofNullable(closest);
    }

    private static CurveMemory closest(RunMemory memory, CurveMemory curve, Split split) {
        CurveMemory closest = null;
        int best = -1;
        for (int i = 0; i < memory.curves.size(); i++) {
            CurveMemory candidate = memory.curves.get(i);
            if (candidate.split() == split) {
                int likeness =
                        commonEnding(candidate.metric(), curve.metric())
                                + (candidate.goal() == curve.goal() ? SAME_GOAL : 0);
                if (likeness > best) {
                    best = likeness;
                    closest = candidate;
                }
            }
        }
        return closest;
    }

    private static int commonEnding(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int length = 0;
        while (length < most
                && one.charAt(one.length() - 1 - length)
                        == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return length;
    }
}
