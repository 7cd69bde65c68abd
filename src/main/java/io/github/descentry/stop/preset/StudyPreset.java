package io.github.descentry.stop.preset;

import io.github.descentry.events.Goal;
import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;

/**
 * A rule of another tool over the values that the runs of a group report, which those tools call
 * trials of a study. Holds parameters only and is immutable; what it has seen is in its {@link
 * Memory}.
 *
 * <p>Parameters have the names and defaults of the original, but for those that name the metric,
 * its direction and what is counted: these are the goal and {@link Report#resource}. Where the
 * original needs one to be given, the class says what ours is. Where it numbers its trials, the
 * order of first reports gives the number. A decision is about the trial that reports; an original
 * that would stop another one at the same moment does so here at that one's next report.
 *
 * <p>What is to be relied on is the recorded studies that each is tested with: they say which
 * version of the original decided them, or from which description they were worked out.
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

        /**
         * A trial has ended by itself and well: not because it was stopped, and not by an error. It
         * reports no more.
         */
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
