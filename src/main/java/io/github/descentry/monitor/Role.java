package io.github.descentry.monitor;

import io.github.descentry.detect.Split;
import io.github.descentry.events.Goal;
import java.util.Objects;
import java.util.Optional;

/**
 * What a metric is to the monitor.
 *
 * @param kind what is done with it
 * @param goal which way is better; present for curves only
 * @param split data it is measured on
 * @param preference among the curves of a run that declares no objective, the one with the lowest
 *     preference is its objective; 0 or more
 */
public record Role(Kind kind, Optional<Goal> goal, Split split, int preference) {

    private static final int LAST = 100;

    public Role {
        Objects.requireNonNull(split, "split");
        if ((kind == Kind.CURVE) != goal.isPresent()) {
            throw new IllegalArgumentException("role=" + kind + " goal=" + goal + ": curves only");
        }
    }

    public static Role curve(Goal goal, Split split, int preference) {
        return new Role(Kind.CURVE, Optional.of(goal), split, preference);
    }

    public static Role of(Kind kind) {
        return new Role(kind, Optional.empty(), Split.UNSPECIFIED, LAST);
    }

    /** What is done with a metric. */
    public enum Kind {
        /** Fitted, judged and forecast. */
        CURVE,
        /** Tells how fast the run learns; the first of a checkpoint is taken. */
        LEARNING_RATE,
        GRADIENT_NORM,
        /** Counts tokens or samples. */
        TOKENS,
        /** Passed over. */
        OTHER
    }
}
