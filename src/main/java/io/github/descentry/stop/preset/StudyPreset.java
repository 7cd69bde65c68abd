package io.github.descentry.stop.preset;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * A rule of another tool over the values that the runs of a group report, which those tools call
 * trials of a study. Holds parameters only and is immutable; what it has seen is in its {@link
 * Memory}.
 */
public interface StudyPreset {

    /** Name in policies, without {@code preset:}, e.g. {@code ray.asha}. */
    String name();

    /**
     * Nothing seen yet.
     *
     * @param goal which way is better
     */
    Memory begin(Goal goal);

    /** What the rule has seen of a group. Mutable, one writer. */
    interface Memory {

        /**
         * Takes a value in the order in which the study would see it.
         *
         * @return what the original decides for that trial at that report
         */
        Decision report(Report report);

        /** A trial has ended by itself, not because it was stopped. */
        void completed(String trial);

        void write(StateWriter out);

        /** Takes on what {@link #write} wrote. Called on a fresh memory only. */
        void read(StateReader in);
    }

    /**
     * One value of one trial.
     *
     * @param trial name of the run
     * @param resource what the rule counts budgets in: steps, epochs, reports or seconds
     * @param value may be non-finite
     */
    record Report(String trial, double resource, double value) {}
}
