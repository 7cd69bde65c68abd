package io.github.descentry.stop.preset;

import java.util.Objects;

/**
 * What a preset says of a report.
 *
 * @param fires whether the original would stop the run, or call the value a spike
 * @param reason in the original's own words where it has some, e.g. {@code PATIENCE_EXHAUSTED};
 *     empty while it does not fire
 */
public record Decision(boolean fires, String reason) {

    public static final Decision CONTINUE = new Decision(false, "");

    public Decision {
        Objects.requireNonNull(reason, "reason");
    }

    public static Decision fire(String reason) {
        return new Decision(true, reason);
    }
}
