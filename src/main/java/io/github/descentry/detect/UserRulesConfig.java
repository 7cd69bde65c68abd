package io.github.descentry.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that users have set, {@code detect.rules}.
 *
 * @param rules at most {@value #MOST}, each once
 */
public record UserRulesConfig(List<UserRule> rules) {

    /** Most rules. */
    public static final int MOST = 16;

    public static final UserRulesConfig DEFAULT = new UserRulesConfig(List.of());

    public UserRulesConfig {
        rules = List.copyOf(rules);
        if (rules.size() > MOST) {
            throw new IllegalArgumentException(
                    "detect.rules has " + rules.size() + " rules, more than " + MOST);
        }
        long different = rules.stream().map(UserRule::text).distinct().count();
        if (different < rules.size()) {
            throw new IllegalArgumentException("detect.rules has the same rule twice");
        }
    }

    /**
     * Reads them.
     *
     * @throws WrongRule quoting the line that is none and saying what was expected
     * @throws IllegalArgumentException if there are too many
     */
    public static UserRulesConfig parse(List<String> lines) {
        List<UserRule> rules = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0 && cutByComma(lines.get(i - 1), lines.get(i))) {
                throw new WrongRule(
                        i,
                        "has the rule '"
                                + lines.get(i - 1)
                                + ","
                                + lines.get(i)
                                + "': a comma separates rules; write a number with a point",
                        null);
            }
            UserRule rule = rule(i, lines.get(i));
            if (!texts.add(rule.text())) {
                throw new WrongRule(
                        i, "has the rule '" + rule.text() + "': it is there twice", null);
            }
            rules.add(rule);
        }
        if (rules.size() > MOST) {
            throw new IllegalArgumentException(
                    "has " + rules.size() + " rules, at most " + MOST + " can be set");
        }
        return new UserRulesConfig(rules);
    }

    private static UserRule rule(int index, String line) {
        try {
            return UserRule.parse(line);
        } catch (IllegalArgumentException e) {
            throw new WrongRule(index, e.getMessage(), e);
        }
    }

    /** Whether two lines look like one with a decimal comma, e.g. {@code loss > 1,5}. */
    private static boolean cutByComma(String line, String next) {
        return line.matches(".*\\d") && next.matches("\\d+([%\\s].*)?");
    }
}
