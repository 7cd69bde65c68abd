package io.github.descentry.backtest;

/**
 * An alarm and what became of it.
 *
 * @param alarm that called somebody
 * @param verdict whether rightly
 * @param singleBadBatch whether it is at an event that is labelled as a single high value or as an
 *     artefact
 */
public record Call(Alarm alarm, Verdict verdict, boolean singleBadBatch) {

    /** Whether an alarm was right. */
    public enum Verdict {
        /** There is a labelled event that it answers to. */
        RIGHT,
        /** Nobody can say. */
        UNJUDGED,
        /** On a healthy run. */
        FALSE,
        /** On a run with something wrong, but elsewhere or something else. */
        OUTSIDE
    }

    boolean wrong() {
        return verdict == Verdict.FALSE || verdict == Verdict.OUTSIDE;
    }
}
