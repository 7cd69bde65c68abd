package io.github.descentry.stop;

import java.util.Map;

/**
 * What a rule says of a run at a checkpoint.
 *
 * @param call stop, clear, or in between
 * @param reason one line for a person; empty in between
 * @param evidence numbers behind it, by name
 */
public record Verdict(Call call, String reason, Map<String, Double> evidence) {

    private static final Verdict UNSURE = new Verdict(Call.UNSURE, "", Map.of());

    /** The run should end. */
    public static Verdict stop(String reason, Map<String, Double> evidence) {
        return new Verdict(Call.STOP, reason, evidence);
    }

    /** Nothing speaks for ending the run; advice that stands is withdrawn. */
    public static Verdict clear(String reason) {
        return new Verdict(Call.CLEAR, reason, Map.of());
    }

    /** Not enough for either: what was advised stays advised, what was not stays so. */
    public static Verdict unsure() {
        return UNSURE;
    }

    /** The three answers. */
    public enum Call {
        STOP,
        UNSURE,
        CLEAR
    }
}
