package io.github.descentry.backtest.sweep;

import io.github.descentry.stop.policy.HeldFor;
import java.util.Map;

/** A way to stop runs, ours or another tool's. Immutable. */
public interface SweepPolicy {

    /** Name in tables, e.g. {@code ray.asha}. */
    String name();

    /** Whose it is. */
    Origin origin();

    /** Whose a policy is, in the order in which they are shown. */
    enum Origin {
        /** Of the file under study. */
        FILE,
        /** Our rules as they are configured. */
        OURS,
        /** Our rules over their parameters. */
        TRADE_OFF,
        /** Of another tool. */
        OTHER_TOOL
    }

    /** Begins with an empty memory. */
    Session begin(SweepGroup group);

    /** One replay of one group. */
    interface Session {

        /**
         * Lets time pass; called before each report.
         *
         * @param plans how far the replay is: 1 when a run that has begun at once has gone through
         *     its plan
         */
        default void advance(double plans) {}

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

        /** Why a run was told to stop, in a line for a person; empty: it is not known. */
        default String reason(SweepRun run) {
            return "";
        }

        /** How many runs a stop was held back of to the end, by what held it last. */
        default Map<HeldFor, Integer> held() {
            return Map.of();
        }
    }
}
