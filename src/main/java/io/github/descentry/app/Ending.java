package io.github.descentry.app;

import java.time.Duration;
import java.time.Instant;

/**
 * When a demo that is to run once is over: shortly after all is settled, as what was published last
 * is still on its way; or at a deadline after the last job's end, settled or not. Time is passed
 * in. One thread.
 */
final class Ending {

    private static final Duration AFTERMATH = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(45);

    private Instant settledAt;
    private Instant doneAt;

    /**
     * Whether it is over.
     *
     * @param settled whether the monitor knows the end of every run
     * @param jobsDone whether no job will report any more
     */
    boolean reached(Instant now, boolean settled, boolean jobsDone) {
        if (settled && settledAt == null) {
            settledAt = now;
        }
        if (jobsDone && doneAt == null) {
            doneAt = now;
        }
        if (settledAt != null) {
            return !now.isBefore(settledAt.plus(AFTERMATH));
        }
        return doneAt != null && !now.isBefore(doneAt.plus(DEADLINE));
    }
}
