package io.github.descentry.detect;

import io.github.descentry.fit.Progress;
import java.time.Instant;

/**
 * That a run has not reported for a while.
 *
 * @param now time on the monitor's clock
 * @param progress how far the run has come
 * @param config settings of all detectors
 */
public record Silence(Instant now, Progress progress, DetectConfig config) implements Report {

    @Override
    public long step() {
        return progress.step();
    }
}
