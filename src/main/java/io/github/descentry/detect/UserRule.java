package io.github.descentry.detect;

import io.github.descentry.events.Anomaly.Severity;
import java.util.Objects;

/**
 * A rule that a user has set on a metric, any that a run logs: a bound for its values, or one for
 * how much they change. The grammar is that of {@link UserRuleParser}.
 *
 * @param text the rule as the user wrote it, with single blanks; names it for ever
 * @param metric name of the metric exactly as logged
 * @param condition when it is broken
 * @param severity of the anomaly that is then open
 */
public record UserRule(String text, String metric, Condition condition, Severity severity) {

    /** Longest window in reports. */
    public static final int LONGEST = 1000;

    public UserRule {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(severity, "severity");
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException quoting the text and saying what was expected where
     */
    public static UserRule parse(String text) {
        return new UserRuleParser(text).rule();
    }

    /** What breaks a rule. */
    public sealed interface Condition permits Bound, Shift {}

    /**
     * Values, or what they come to over a window, beyond a bound. NaN is beyond none.
     *
     * @param total what is held against the bound
     * @param operator how
     * @param value the bound
     * @param reports values in a row that have to be beyond, or length of the window
     */
    public record Bound(Total total, Operator operator, double value, int reports)
            implements Condition {}

    /**
     * The mean over a window against that over the window before.
     *
     * @param direction which way
     * @param amount by how much at least, above 0
     * @param relative whether that is a share of the size of the earlier mean
     * @param reports length of each window
     */
    public record Shift(Direction direction, double amount, boolean relative, int reports)
            implements Condition {

        /** Whether that is a change; never if either is NaN. */
        boolean changed(double before, double now) {
            double bound = relative ? amount * Math.abs(before) : amount;
            double rise = now - before;
            return bound > 0
                    && switch (direction) {
                        case RISES -> rise >= bound;
                        case FALLS -> -rise >= bound;
                        case CHANGES -> Math.abs(rise) >= bound;
                    };
        }
    }

    /** What the values of a window come to. */
    public enum Total {
        /** Nothing: each value by itself. */
        EACH,
        MEAN,
        MIN,
        MAX
    }

    /** How a value is held against a bound. */
    public enum Operator {
        BELOW("<", "below"),
        AT_MOST("<=", "at most"),
        ABOVE(">", "above"),
        AT_LEAST(">=", "at least");

        final String sign;
        final String words;

        Operator(String sign, String words) {
            this.sign = sign;
            this.words = words;
        }

        boolean holds(double value, double bound) {
            return switch (this) {
                case BELOW -> value < bound;
                case AT_MOST -> value <= bound;
                case ABOVE -> value > bound;
                case AT_LEAST -> value >= bound;
            };
        }
    }

    /** Which way values change. */
    public enum Direction {
        RISES,
        FALLS,
        CHANGES
    }
}
