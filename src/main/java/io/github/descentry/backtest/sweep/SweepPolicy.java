package io.github.descentry.backtest.sweep;

import io.github.descentry.events.Goal;

/** A way to stop runs, ours or another tool's. Immutable. */
public interface SweepPolicy {

    /** Name in tables, e.g. {@code ray.asha}. */
    String name();

    /** Begins with an empty memory. */
    Session begin(String group, Goal goal);

    /** One replay of one group. */
    interface Session {

        /**
         * Takes the next report of a run.
         *
         * @param reports how many of its points were taken, with this one
         * @return whether to stop it
         */
        boolean report(SweepRun run, int reports);

        /** The run was stopped at its last report. */
        void stopped(SweepRun run, int reports);

        /** The run has gone to its end. */
        void completed(SweepRun run);
    }
}
