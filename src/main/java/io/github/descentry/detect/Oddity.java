package io.github.descentry.detect;

/**
 * A value that is odd, but proves nothing by itself: one report in some thousand healthy ones is.
 * Where siblings have theirs at the same step it is no chance any more.
 *
 * @param step step of the report
 * @param value the value, as logged
 * @param expected what was expected
 * @param chance how likely the curve's own noise is to be that much worse
 */
public record Oddity(long step, double value, double expected, double chance) {

    /** Chance below which a report is odd. */
    static final double ODD = 1e-3;
}
