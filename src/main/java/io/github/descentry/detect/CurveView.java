package io.github.descentry.detect;

import io.github.descentry.events.Goal;

/** What a detector may know of any curve of the run it watches. */
public interface CurveView {

    String metric();

    Goal goal();

    Split split();

    Baseline baseline();

    /** Whether its values are not what they normally are, see {@link CurveDetectors#disturbed}. */
    boolean disturbed();
}
