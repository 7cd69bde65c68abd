package io.github.descentry.stop.preset;

import io.github.descentry.state.StateReader;
import io.github.descentry.state.StateWriter;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A rule of another tool over the values of one metric of one run. Holds parameters only and is
 * immutable; what it has seen is in its {@link Memory}.
 */
public interface SeriesPreset {

    /** Name in policies, without {@code preset:}, e.g. {@code lightning.early_stopping}. */
    String name();

    /** Nothing seen yet. */
    Memory begin();

    /** What the rule has seen of one run. Mutable, one writer. */
    interface Memory {

        /** Takes the next value the original would see. */
        Decision report(Report report);

        void write(StateWriter out);

        /** Takes on what {@link #write} wrote. Called on a fresh memory only. */
        void read(StateReader in);
    }

    /**
     * One value of the metric.
     *
     * @param step as the job counts
     * @param value may be non-finite
     * @param totalSteps planned end; absent: unknown
     * @param training latest training loss of the run, for rules that hold a validation loss
     *     against it; absent: there is none
     */
    record Report(long step, double value, OptionalLong totalSteps, OptionalDouble training) {

        /** Of a run whose training loss is not known. */
        public Report(long step, double value, OptionalLong totalSteps) {
            this(step, value, totalSteps, OptionalDouble.empty());
        }
    }
}
