package io.github.descentry.stop;

/** What every rule has. The name and version of the rule stand in each signal. */
public interface StopRule {

    /** Name on the wire, e.g. {@code cannot_win}. */
    String name();

    /** Version of the rule's definition, from 1; changes when the same facts may decide anew. */
    int version();

    /**
     * Checkpoints in a row for which it has to hold before a stop is advised, and for which it has
     * to clear the run before the advice is withdrawn.
     */
    default int consecutive() {
        return 1;
    }

    /** Share of the planned steps for which either has to last. */
    default double sustainedShare() {
        return 0;
    }
}
