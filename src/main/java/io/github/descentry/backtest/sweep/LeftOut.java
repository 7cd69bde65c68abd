package io.github.descentry.backtest.sweep;

/** Why a recorded run takes no part in a study of groups. */
public enum LeftOut {
    NO_VALUES("without values"),
    NO_METRIC("without a metric to judge them by"),
    /** How they would have ended nobody knows. */
    NOT_COMPLETED("that have not completed"),
    NO_GROUP("in no group"),
    SMALL_GROUP("in groups of fewer than " + SweepGroup.LEAST),
    /** Nothing can be lost there, see {@link SweepGroup#comparable}. */
    ALIKE("in groups whose runs all end at the same value or at none");

    private final String words;

    LeftOut(String words) {
        this.words = words;
    }

    /** Behind a number of runs, for people. */
    public String words() {
        return words;
    }
}
