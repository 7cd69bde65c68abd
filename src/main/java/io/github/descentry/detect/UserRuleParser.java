package io.github.descentry.detect;

import io.github.descentry.detect.UserRule.Bound;
import io.github.descentry.detect.UserRule.Condition;
import io.github.descentry.detect.UserRule.Direction;
import io.github.descentry.detect.UserRule.Operator;
import io.github.descentry.detect.UserRule.Shift;
import io.github.descentry.detect.UserRule.Total;
import io.github.descentry.events.Anomaly.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link UserRule} from its text. Words are separated by blanks; a metric whose name has
 * blanks, or is one of the words here, stands in double quotes.
 *
 * <pre>
 * rule      = (bound | total | change) [severity]
 * bound     = METRIC operator NUMBER ["for" reports]
 * total     = ("mean" | "min" | "max") METRIC operator NUMBER "over" reports
 * change    = METRIC ("rises" | "falls" | "changes") "by" NUMBER["%"] "over" reports
 * operator  = "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * reports   = WHOLE ("report" | "reports")           1 to 1000
 * severity  = "info" | "warning" | "critical"        warning if there is none
 * </pre>
 *
 * A fall by more than 100% is refused: what is above 0 cannot, and of what may go below 0 a share
 * says little.
 */
final class UserRuleParser {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern JOINED = Pattern.compile("[<>=]");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private final String text;
    private final List<String> words = new ArrayList<>();
    private int next;

    UserRuleParser(String text) {
        this.text = text.strip().replaceAll("\\s+", " ");
        Matcher word = WORD.matcher(this.text);
        int end = 0;
        while (word.find()) {
            if (!this.text.substring(end, word.start()).isBlank()) {
                throw refused("a quote has no end");
            }
            // A quoted word keeps its quotes until it is known what is wanted there.
            words.add(word.group());
            end = word.end();
        }
        if (!this.text.substring(end).isBlank()) {
            throw refused("a quote has no end");
        }
    }

    UserRule rule() {
        Total total =
                switch (peek()) {
                    case "mean" -> Total.MEAN;
                    case "min" -> Total.MIN;
                    case "max" -> Total.MAX;
                    default -> Total.EACH;
                };
        if (total != Total.EACH) {
            next++;
        }
        String metric = metric();
        Condition condition = condition(total);
        Severity severity = severity();
        if (next < words.size()) {
            throw expected(
                    next == words.size() - 1 ? "info, warning or critical, or the end" : "the end");
        }
        return new UserRule(text, metric, condition, severity);
    }

    private String metric() {
        String word = peek();
        if (word.isEmpty() || word.equals("\"\"") || operator(word) != null) {
            throw expected("the name of a metric");
        }
        next++;
        return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
    }

    private Condition condition(Total total) {
        String word = peek();
        Operator operator = operator(word);
        if (operator != null) {
            next++;
            double bound = number(peek(), "a number after " + operator.sign);
            next++;
            return new Bound(total, operator, bound, boundReports(total));
        }
        Direction direction =
                switch (word) {
                    case "rises" -> Direction.RISES;
                    case "falls" -> Direction.FALLS;
                    case "changes" -> Direction.CHANGES;
                    default -> null;
                };
        if (total != Total.EACH) {
            throw expected("one of < <= > >= after the metric");
        }
        String before = words.get(next - 1);
        if (direction == null && !before.startsWith("\"") && JOINED.matcher(before).find()) {
            throw refused("blanks are needed around < <= > >=");
        }
        if (direction == null) {
            throw expected("one of < <= > >= rises falls changes after the metric");
        }
        next++;
        take("by");
        String amount = peek();
        boolean relative = amount.endsWith("%");
        String digits = relative ? amount.substring(0, amount.length() - 1) : amount;
        double size = number(digits, "a number, or one with %, after by");
        if (!(size > 0)) {
            throw expected("a number above 0 after by");
        }
        if (relative && direction == Direction.FALLS && size > 100) {
            throw refused(
                    "nothing above 0 falls by more than 100%; for a metric that goes below 0 give"
                            + " an amount without %");
        }
        next++;
        take("over");
        return new Shift(direction, relative ? size / 100 : size, relative, reports());
    }

    private int boundReports(Total total) {
        if (total != Total.EACH) {
            take("over");
            return reports();
        }
        if (!peek().equals("for")) {
            return 1;
        }
        next++;
        return reports();
    }

    private int reports() {
        String word = peek();
        if (!WHOLE.matcher(word).matches()
                || Integer.parseInt(word) < 1
                || Integer.parseInt(word) > UserRule.LONGEST) {
            throw expected("a whole number from 1 to " + UserRule.LONGEST);
        }
        next++;
        if (!peek().equals("reports") && !peek().equals("report")) {
            throw expected("reports");
        }
        next++;
        return Integer.parseInt(word);
    }

    private Severity severity() {
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(peek())) {
                next++;
                return severity;
            }
        }
        return Severity.WARNING;
    }

    private double number(String word, String what) {
        if (!NUMBER.matcher(word).matches() || !Double.isFinite(Double.parseDouble(word))) {
            throw expected(what);
        }
        return Double.parseDouble(word);
    }

    private static Operator operator(String word) {
        for (Operator operator : Operator.values()) {
            if (operator.sign.equals(word)) {
                return operator;
            }
        }
        return null;
    }

    private void take(String word) {
        if (!peek().equals(word)) {
            throw expected(word);
        }
        next++;
    }

    /** The next word; empty at the end. */
    private String peek() {
        return next < words.size() ? words.get(next) : "";
    }

    private IllegalArgumentException expected(String what) {
        String found = next < words.size() ? "found " + words.get(next) : "it ends there";
        return refused("expected " + what + ", " + found);
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("has the rule '" + text + "': " + why);
    }
}
